import { statSync } from "node:fs";
import { resolve } from "node:path";
import {
  componentsNamed,
  documentSchema,
  type ListedComponent,
  type ListKind,
  listComponents,
  runbookSchema,
} from "../app/components/index.ts";
import { packageVersion } from "../app/host/index.ts";
import {
  type RunbookStart,
  type StartedPlugin,
  type StartedRunbook,
  startPlugin,
  startRunbook,
} from "../app/init/index.ts";
import { type DefaultRunbook, defaultRunbook, type Validated, validateRunbooks } from "../app/plan/index.ts";
import { loadRegistry } from "../app/plugins/index.ts";
import { draftRun } from "../app/run/index.ts";
import { wctError } from "../diagnostics/index.ts";
import type { JsonObject } from "../domain/index.ts";
import type { LibraryContext } from "./context.ts";
import { type DebuggedRun, type DebugRunOptions, debugPlan } from "./debugged-run.ts";
import { type DryRunRequest, type DryRunResult, tryPlan } from "./dry-run.ts";
import { type ConfigValue, overridesOf } from "./overrides.ts";
import { RunbookPlan } from "./runbook-plan.ts";
import { type RunningRun, type RunOptions, startRun } from "./running-run.ts";
import { Runs } from "./runs.ts";

export interface PlanningOptions {
  /** A file of variables; those of `env` take precedence. */
  readonly envFile?: string | undefined;
  /** Configuration values that replace those of the runbook. */
  readonly overrides?: readonly ConfigValue[] | undefined;
}

export interface WctOptions {
  /** The folder that relative paths start from; by default that of the process. */
  readonly cwd?: string | undefined;
  /** Environment variables, for placeholders and for wct's own settings; by default those of the process. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Folder of the store, or the URL of a PostgreSQL database; by default WCT_STORE, else `.wct` next to the nearest `wct.yaml`, else in `cwd`. */
  readonly store?: string | undefined;
  /** Plugins to load in addition to those of `wct.yaml`: names of packages, or paths. */
  readonly plugins?: readonly string[] | undefined;
}

/**
 * Opens wct in a folder: everything the command line can do, without a terminal. Writes nothing until a method that
 * writes is called. Throws WCT_USAGE_FOLDER if the folder does not exist.
 */
export async function openWct(options: WctOptions = {}): Promise<Wct> {
  const cwd = resolve(options.cwd ?? process.cwd());
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw wctError("WCT_USAGE_FOLDER", {
      message: `the folder "${cwd}" does not exist`,
      hint: "pass the path of an existing folder as cwd",
    });
  }
  const given = Object.entries(options.env ?? process.env);
  const env = new Map(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
  return new Wct({ host: { cwd, env }, store: options.store, plugins: options.plugins });
}

/**
 * wct in a folder, with its store and plugins. Prints nothing and never ends the process. Every failure is thrown as a
 * {@link WctError} with one or more diagnostics. Disposing of it waits for the runs in progress.
 */
export class Wct implements AsyncDisposable {
  /** Version of the package. */
  readonly version: string = packageVersion();
  /** The recorded runs. */
  readonly runs: Runs;
  readonly #context: LibraryContext;
  readonly #running = new Set<Promise<unknown>>();

  /** @internal Use {@link openWct}. */
  constructor(context: LibraryContext) {
    this.#context = context;
    this.runs = new Runs(context);
  }

  /** Plans a runbook; executes and writes nothing. Throws an error with all problems, in file order. */
  async plan(file: string, { envFile, overrides }: PlanningOptions = {}): Promise<RunbookPlan> {
    const { host, store, plugins } = this.#context;
    const draft = await draftRun(host, file, { store, plugins, envFile, overrides: overridesOf(overrides) });
    return new RunbookPlan(draft, { file, envFile, overrides });
  }

  /**
   * Returns the runbook of a command that names none: the one that `wct.yaml` names, or `runbook.yaml`. Throws
   * WCT_RUNBOOK_NOT_FOUND, WCT_SETTINGS_*.
   */
  async defaultRunbook(): Promise<DefaultRunbook> {
    return await defaultRunbook(this.#context.host);
  }

  /** Returns all problems of runbooks as data. Throws only for errors that are not in a runbook. */
  async validate(
    files: string | readonly string[],
    options: { readonly envFile?: string | undefined; readonly noEnv?: boolean | undefined } = {},
  ): Promise<Validated> {
    const { host, store, plugins } = this.#context;
    return await validateRunbooks(host, [files].flat(), { store, plugins, ...options });
  }

  /** Starts a run of a plan, or of a runbook file. The run begins immediately; see {@link RunningRun}. */
  run(plan: RunbookPlan | string, options: RunOptions = {}): RunningRun {
    const running = startRun(this.#context, plan, options);
    const ended: Promise<unknown> = running.result.then(
      () => this.#running.delete(ended),
      () => this.#running.delete(ended),
    );
    this.#running.add(ended);
    return running;
  }

  /**
   * Tries a plan, or a runbook file: the real scheduler executes it with sample content, in memory. No component is
   * called, and nothing is written unless `output` names a folder. Throws the errors of planning, WCT_SCHEMA_NO_SAMPLE.
   */
  async dryRun(plan: RunbookPlan | string, options: DryRunRequest = {}): Promise<DryRunResult> {
    return await tryPlan(this.#context, plan, options);
  }

  /**
   * Starts a debug session over a new run of a plan, or of a runbook file. The run goes to its first stop: see
   * `session.stopped()`. One artifact runs at a time unless `maxConcurrency` says otherwise. Throws the errors of
   * planning, WCT_DEBUG_BREAKPOINT, WCT_USAGE_CONDITION, before anything runs.
   */
  async debug(plan: RunbookPlan | string, options: DebugRunOptions = {}): Promise<DebuggedRun> {
    return await debugPlan(this.#context, plan, options);
  }

  /** Lists connectors, processors, exporters, rulesets or schemas that can be used here. Loads plugins. */
  async components(kind: ListKind, name?: string): Promise<readonly ListedComponent[]> {
    const { host, plugins } = this.#context;
    return name === undefined
      ? await listComponents(host, kind, plugins)
      : await componentsNamed(host, { kind, name }, plugins);
  }

  /**
   * Returns the JSON Schema of runbooks, with the configuration of every component that can be used here. Loads
   * plugins.
   */
  async runbookSchema(): Promise<JsonObject> {
    const { host, plugins } = this.#context;
    return runbookSchema(await loadRegistry(host, plugins));
  }

  /**
   * Returns the JSON Schema of a file that a component's configuration names, such as `gdpr_article_30.organisation`.
   * Loads plugins.
   */
  async documentSchema(name: string): Promise<JsonObject> {
    const { host, plugins } = this.#context;
    return documentSchema(await loadRegistry(host, plugins), name);
  }

  /** Writes a runbook for existing data, with its settings and schemas. Throws WCT_USAGE, WCT_EXPORT_WRITE_FAILED. */
  async init(start: RunbookStart = {}): Promise<StartedRunbook> {
    return startRunbook(this.#context.host, start);
  }

  /** Writes a working plugin and its test into a folder. Throws WCT_USAGE, WCT_EXPORT_WRITE_FAILED. */
  async initPlugin(folder: string): Promise<StartedPlugin> {
    return startPlugin(this.#context.host, folder);
  }

  /** Waits for the runs in progress. */
  async [Symbol.asyncDispose](): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
