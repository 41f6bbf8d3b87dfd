import { resolve } from "node:path";
import type { RecordStore, RunId } from "../../domain/index.ts";
import type { Threads } from "../../executor/index.ts";
import { width } from "../../graph/index.ts";
import { planGraph } from "../../run/index.ts";
import { chooseExports, requireOutputDir } from "../export/index.ts";
import type { NamedReplacement, OutputReplacements } from "../fork/index.ts";
import { type Host, yieldToEvents } from "../host/index.ts";
import { type OpenStore, readUntouched, writeStore } from "../open/index.ts";
import type { PlannedRunbook } from "../plan/index.ts";
import {
  forkableRun,
  forkFrom,
  type PlannedParts,
  type ReusePlan,
  resumableRun,
  resumeFrom,
  reuseNewest,
  reuseNothing,
} from "../reuse/index.ts";
import { type DraftOptions, draftRun, type RunDraft } from "./draft.ts";
import { type EarlyThreads, startThreads } from "./early-threads.ts";
import { workersOf } from "./execute.ts";
import { type RequestedLimits, requireLimits } from "./limits.ts";
import { checkReplacements, stageReplacements } from "./replacements.ts";

/**
 * Which earlier results are reused instead of executing: those of one run that is resumed, those of the newest runs of
 * the runbook, or those of one run that is forked.
 */
export type ReuseSource =
  | { readonly kind: "run"; readonly run: string }
  | { readonly kind: "newest" }
  /** A fork: `until` is the last event of that run that counts; by default, its last. */
  | { readonly kind: "fork"; readonly run: string; readonly until?: number | undefined };

export interface PrepareOptions extends RequestedLimits {
  /** Folder of the store. */
  readonly store?: string | undefined;
  /** Formats of the outputs; by default those that suit each output. */
  readonly exports?: readonly string[] | undefined;
  /** Folder of the outputs; by default `outputs/<run>` in the current folder. */
  readonly output?: string | undefined;
  readonly reuse?: ReuseSource | undefined;
  /** Files that replace outputs; none by default. */
  readonly replacements?: readonly NamedReplacement[] | undefined;
  /** Called with the plan and its warnings before anything is reused or executed. */
  readonly onPlanned?: ((planned: PlannedRunbook) => Promise<void>) | undefined;
}

/** A run that is ready to start: its plan has the store's key, its threads are warm, and its reuse is decided. */
export interface PreparedRun extends RunDraft, AsyncDisposable {
  readonly host: Host;
  readonly store: OpenStore;
  readonly threads: Threads;
  readonly workers: number;
  readonly reusePlan: ReusePlan;
  readonly replacements: OutputReplacements;
  readonly options: PrepareOptions;
}

/** Prepares a run from a runbook file; see {@link prepareDraft}. */
export async function prepareRun(
  host: Host,
  file: string,
  options: DraftOptions & PrepareOptions,
): Promise<PreparedRun> {
  return await withThreads(options, async (early) =>
    prepared(host, await draftRun(host, file, options), { options, early }),
  );
}

/**
 * Prepares a run from a planned runbook. First checks its limits, its exports, its output folder, the files that replace
 * outputs, and the run that it resumes or forks; only then opens the store, creating it if necessary. The caller
 * disposes of the result. Throws WCT_USAGE*, WCT_EXPORT_*, WCT_RUN_*, WCT_STORE_*.
 */
export async function prepareDraft(host: Host, draft: RunDraft, options: PrepareOptions): Promise<PreparedRun> {
  return await withThreads(options, (early) => prepared(host, draft, { options, early }));
}

/** Starts threads while a run is prepared, and closes them if it cannot be. */
async function withThreads(
  options: PrepareOptions,
  prepare: (early: EarlyThreads) => Promise<PreparedRun>,
): Promise<PreparedRun> {
  requireLimits(options);
  const early = startThreads(options);
  try {
    return await prepare(early);
  } catch (error) {
    await early.close();
    throw error;
  }
}

interface Preparation {
  readonly options: PrepareOptions;
  readonly early: EarlyThreads;
}

async function prepared(host: Host, draft: RunDraft, { options, early }: Preparation): Promise<PreparedRun> {
  const { registry, planned } = draft;
  if (exportsOf(draft, options).length > 0) {
    requireOutputDir(resolve(host.cwd, options.output ?? "outputs"), { isNamed: options.output !== undefined });
  }
  const checked = checkReplacements(host, draft, options.replacements ?? []);
  const base = await baseRun(host, options);
  const workers = workersOf(planned, options.workers);
  await yieldToEvents();
  const threads = early.of(workers);
  // The remaining threads start while the store is opened and the plan gets its key. More than the graph's width would
  // be idle.
  threads.warm(width(planGraph(planned.plan).dag, { stopAt: workers }));
  const store = await writeStore(host, options.store);
  try {
    const tied = limited({ ...planned, plan: planned.rekeyed(store.key) }, options);
    await options.onPlanned?.(tied);
    const replacements = await stageReplacements(store, tied, checked);
    const replaced = new Map([...replacements].map(([id, { message }]) => [id, message]));
    const reusePlan = await reusePlanOf(store, { ...tied, replaced }, { base, source: options.reuse });
    await yieldToEvents();
    const dispose = async (): Promise<void> => {
      try {
        await store.close();
      } finally {
        await early.close();
      }
    };
    const parts = { host, registry, store, threads, workers, reusePlan, replacements, options };
    return { ...parts, planned: tied, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Chooses the exports of a plan's outputs. Throws WCT_EXPORT_FORMAT_UNKNOWN, WCT_EXPORT_UNSUPPORTED. */
export function exportsOf({ planned, registry }: RunDraft, { exports }: Pick<PrepareOptions, "exports">) {
  const outputs = planned.plan.artifacts.filter((artifact) => artifact.output);
  return chooseExports(
    registry,
    outputs.map(({ id, outputSchema }) => ({ id, schema: outputSchema })),
    exports,
  );
}

/** Finds the run to resume or to fork before anything is created. */
export async function baseRun(host: Host, { reuse, store: dir }: PrepareOptions): Promise<RunId | null> {
  if (reuse === undefined || reuse.kind === "newest") return null;
  await using store = await readUntouched(host, dir);
  return reuse.kind === "run" ? (await resumableRun(store, reuse.run)).id : (await forkableRun(store, reuse)).run.id;
}

interface Basis {
  readonly base: RunId | null;
  readonly source: ReuseSource | undefined;
}

/** Decides what is reused. `base`: the run to resume or to fork. Reads only. */
export async function reusePlanOf(
  store: RecordStore,
  planned: PlannedParts,
  { base, source }: Basis,
): Promise<ReusePlan> {
  if (source?.kind === "newest") return await reuseNewest(store, planned);
  if (base === null || source === undefined) return reuseNothing;
  if (source.kind === "run") return await resumeFrom(store, planned, await resumableRun(store, base));
  return await forkFrom(store, planned, await forkableRun(store, { ...source, run: base }));
}

/** Replaces the runbook's limits by those of the options. */
export function limited(
  planned: PlannedRunbook,
  { maxConcurrency, workers, timeoutMs }: RequestedLimits,
): PlannedRunbook {
  const { plan, limits } = planned;
  const given = {
    ...(maxConcurrency === undefined ? {} : { maxConcurrency }),
    ...(workers === undefined ? {} : { workers }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
  return {
    ...planned,
    plan: { ...plan, config: { ...plan.config, ...given } },
    limits: { ...limits, ...given },
  };
}
