import { type NamedReplacement, parseReplacement } from "../../app/fork/index.ts";
import type { OpenStore } from "../../app/open/index.ts";
import { readText, shownPath, storeDir } from "../../app/places/index.ts";
import type { PlannedRunbook } from "../../app/plan/index.ts";
import { keptRawContent, viewOf } from "../../app/record/index.ts";
import {
  type DraftOptions,
  finishedRecord,
  type PreparedRun,
  type PrepareOptions,
  performRun,
  prepareRun,
  type ReuseSource,
} from "../../app/run/index.ts";
import { isWctError, wctError } from "../../diagnostics/index.ts";
import type { RunEvent } from "../../domain/index.ts";
import type { ExecutionResult } from "../../executor/index.ts";
import { paint, renderRunEnding, renderRunSummary, reuseLines, runJson, safeText } from "../../render/index.ts";
import { parseOverride } from "../../runbook/index.ts";
import { systemClock } from "../../store/index.ts";
import { palette, wantsColor } from "../color.ts";
import { type Io, ignoreClosedPipe, widthOf } from "../io.ts";
import { createDisplay } from "../live/index.ts";
import type { GlobalOptions } from "../options.ts";
import { callOf } from "../output/call.ts";
import { type Interrupt, interruptible } from "../output/interrupt.ts";
import { tellGithub } from "../output/job-summary.ts";
import { createHashProgress } from "../output/progress.ts";
import { reportDiagnostics } from "../report.ts";

interface RunOptions extends GlobalOptions {
  readonly maxConcurrency?: number;
  readonly workers?: number;
  /** In MiB. */
  readonly workerMemory?: number;
  readonly timeout?: number;
  readonly output?: string;
  readonly export?: readonly string[];
  readonly envFile?: string;
  readonly plugin?: readonly string[];
  /** A reference to the run whose results are reused. */
  readonly resume?: string;
  /** Reuse unchanged artifacts of the runbook's newest runs; sources are read again. */
  readonly incremental?: boolean;
  /** A reference to the run that is forked. */
  readonly fork?: string;
  /** `ARTIFACT.config.PATH=VALUE` */
  readonly set?: readonly string[];
  /** `ARTIFACT=FILE` */
  readonly replace?: readonly string[];
}

/** Runs `wct run RUNBOOK`. Writes nothing before the runbook, its exports and its folders are known to be valid. */
export async function run(io: Io, file: string, options: RunOptions): Promise<number> {
  await using prepared = await prepareRun(io, file, requestOf(io, options));
  await explain(io, prepared, options);
  return await perform(io, prepared, options);
}

/** Throws WCT_USAGE for options that exclude each other, and for values that are not well formed. */
function requestOf(io: Io, options: RunOptions): DraftOptions & PrepareOptions {
  const { timeout, quiet = false, store, output, maxConcurrency, workers, workerMemory, envFile } = options;
  return {
    ...{ store, output, maxConcurrency, workers, workerMemory, envFile },
    plugins: options.plugin,
    exports: options.export,
    timeoutMs: timeout === undefined ? undefined : timeout * 1000,
    reuse: reuseSource(options),
    overrides: (options.set ?? []).map((text) => parseOverride(text)),
    replacements: (options.replace ?? []).map(parseReplacement),
    onPlanned: (planned) => warn(io, planned, options),
    progressOf: (path) => createHashProgress(io, { path, quiet }),
  };
}

function reuseSource({ resume, incremental = false, fork }: RunOptions): ReuseSource | undefined {
  const given = [
    ...(resume === undefined ? [] : ["--resume"]),
    ...(incremental ? ["--incremental"] : []),
    ...(fork === undefined ? [] : ["--fork"]),
  ];
  if (given.length > 1) {
    throw wctError("WCT_USAGE", {
      message: `${given.slice(0, -1).join(", ")} and ${given.at(-1)} exclude each other`,
      hint: reuseHint,
    });
  }
  if (resume !== undefined) return { kind: "run", run: resume };
  if (fork !== undefined) return { kind: "fork", run: fork };
  return incremental ? { kind: "newest" } : undefined;
}

const reuseHint =
  "--resume reuses one run, including sources; --incremental reuses the newest runs and reads sources again; --fork reuses one run, also what was changed by hand";

async function warn(io: Io, { warnings }: PlannedRunbook, options: RunOptions): Promise<void> {
  if (warnings.length === 0) return;
  const source = (path: string) => readText(io.cwd, path);
  await reportDiagnostics(io, warnings, { json: false, source, color: options.color });
}

/** Prints, before the run starts, what is reused, and why the rest is not. */
async function explain(io: Io, { planned, reusePlan }: PreparedRun, options: RunOptions): Promise<void> {
  const { decisions } = reusePlan;
  const lines = [
    ...(options.replace ?? []).map(parseReplacement).map(replacementLine),
    ...(decisions.length === 0 ? [] : reuseLines(decisions, { plan: planned.plan, now: systemClock.now() })),
  ];
  if (options.quiet || lines.length === 0) return;
  await io.stderr.write(`${lines.join("\n")}\n`);
}

const replacementLine = ({ artifact, file }: NamedReplacement): string =>
  `${artifact} is not made: its output is ${safeText(file)}`;

async function perform(io: Io, prepared: PreparedRun, options: RunOptions): Promise<number> {
  const interrupt = interruptible(io, (line) => display.say(line));
  const onListenerError = (error: unknown): void =>
    display.say(`a display failed and was switched off: ${String(error)}`);
  const { plan } = prepared.planned;
  const { signal } = interrupt;
  const display = createDisplay(io, options, { plan, clock: systemClock, signal, onError: onListenerError });
  try {
    const result = await performRun(prepared, {
      listeners: [display.show, ...(options.json ? [eventWriter(io)] : [])],
      onListenerError,
      onLost: (artifact) => {
        if (!options.quiet) display.say(`${artifact} executes: its content was deleted in the meantime`);
      },
      timeoutFrom: options.timeout === undefined ? undefined : "--timeout",
      signal,
    });
    await display.close();
    await ignoreClosedPipe(printEnding(io, prepared.store, result, options));
    return interrupt.exitCode() ?? exitCodeOf(result);
  } catch (error) {
    await display.close();
    return await cancelledCode(io, interrupt, error, options);
  } finally {
    interrupt.stop();
  }
}

/** Returns the exit code of a run that was cancelled while its outputs were written; rethrows any other error. */
async function cancelledCode(io: Io, interrupt: Interrupt, error: unknown, options: RunOptions): Promise<number> {
  const code = interrupt.exitCode();
  if (code === null || !isWctError(error) || error.code !== "WCT_PRODUCE_CANCELLED") throw error;
  const { json = false, color } = options;
  await reportDiagnostics(io, error.diagnostics, { json, source: () => undefined, color });
  return code;
}

/** A failure to print does not stop the run. A failed stream fails again at the end, which reports it. */
const eventWriter =
  (io: Io) =>
  (event: RunEvent): void => {
    io.stdout.write(`${JSON.stringify(event)}\n`).catch(() => undefined);
  };

/** A store that could not be written has its own exit code: the runbook is not at fault. */
function exitCodeOf({ outcome, cause }: Pick<ExecutionResult, "outcome" | "cause">): number {
  if (outcome === "completed") return 0;
  return cause?.["code"] === "WCT_STORE_WRITE_FAILED" ? 3 : 1;
}

async function printEnding(io: Io, store: OpenStore, result: ExecutionResult, options: RunOptions): Promise<void> {
  const record = await finishedRecord(store, result);
  await tellGithub(io, record);
  const view = viewOf(record);
  if (options.json) {
    await io.stdout.write(`${JSON.stringify(runJson(view))}\n`);
    return;
  }
  // The summary reports every failure, also of optional artifacts; -q suppresses it only for a run without failures.
  if (options.quiet && result.outcome === "completed" && record.run.counts.failed === 0) return;
  const summary = renderRunSummary(view, palette(io, options), {
    mostRows: mostSummaryRows,
    call: callOf(io, options),
    width: widthOf(io.stdout),
  });
  await io.stdout.write(`${summary}\n`);
  if (options.quiet) return;
  const where = shownPath(io.cwd, storeDir(io, options.store));
  const ending = {
    view,
    head: result.head,
    rawContent: { artifacts: await keptRawContent(store, record), where },
    call: callOf(io, options),
    width: widthOf(io.stderr),
  };
  await io.stderr.write(`\n${renderRunEnding(ending, paint(wantsColor(io, io.stderr, options.color)))}\n`);
}

/** A larger table would push everything else off the screen. */
const mostSummaryRows = 40;
