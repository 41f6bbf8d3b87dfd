import { join, resolve } from "node:path";
import { invariant } from "../../diagnostics/index.ts";
import { type ArtifactId, openGate, type RecordStore, type RunEvent } from "../../domain/index.ts";
import type { ExecutionResult } from "../../executor/index.ts";
import { systemClock } from "../../store/index.ts";
import { type EarlierOutputs, makeOutputDir, originsOf, type WrittenOutput, writeOutputs } from "../export/index.ts";
import { replacingGate } from "../fork/index.ts";
import { shownPath } from "../places/index.ts";
import { type RecordedRun, readRecord } from "../record/index.ts";
import { runbookIdentity } from "../reuse/index.ts";
import { executeRecorded, type RunRequest } from "./execute.ts";
import { exportsOf, type PreparedRun } from "./prepare.ts";
import { earlierDurations } from "./weights.ts";

/** The listeners of a run, and the signal that ends it. */
export interface PerformOptions
  extends Pick<RunRequest, "mode" | "gate" | "forkedFrom" | "timeoutFrom" | "onControls"> {
  /** Called with what the user must know of workers. */
  readonly say?: (line: string) => void;
  /** Called with each event once it is recorded. */
  readonly listeners: readonly ((event: RunEvent) => void)[];
  /** Called once for each listener that throws; such a listener receives no further events. */
  readonly onListenerError: (error: unknown) => void;
  /** Called for each artifact that was to be reused and whose content was removed in the meantime. */
  readonly onLost?: (artifact: ArtifactId) => void;
  /** Aborting it cancels the run; the cancellation is recorded. */
  readonly signal: AbortSignal;
}

/**
 * Executes what was prepared, records it, and writes its outputs. Throws WCT_STORE_*; a failed artifact is a result,
 * not an error.
 */
export async function performRun(prepared: PreparedRun, options: PerformOptions): Promise<ExecutionResult> {
  const { host, planned, store, registry, threads, workers, reusePlan, scope, replacements } = prepared;
  const { remote } = prepared.options;
  return await executeRecorded({
    ...{ planned, store, registry, threads, workers, reusePlan, scope },
    ...options,
    identity: runbookIdentity(planned.plan, { host, store: prepared.options.store, key: store.key }),
    selection: prepared.options.select,
    remote: remote === undefined ? undefined : { mode: remote, host, say: options.say ?? (() => undefined) },
    gate: replacingGate(replacements, options.gate ?? openGate),
    weights: await weightsOf(prepared, options),
    windDown: outputWriter(prepared, options.signal),
  });
}

/**
 * Returns how long artifacts took in earlier runs. The order of a debug session must not depend on it, and a run that
 * executes nothing does not need it.
 */
async function weightsOf({ store, planned, reusePlan }: PreparedRun, { mode }: PerformOptions) {
  const { decisions } = reusePlan;
  const executesNothing = decisions.length > 0 && decisions.every(({ kind }) => kind === "reused");
  return mode === "debug" || executesNothing ? null : await earlierDurations(store, planned.plan);
}

/** What the outputs of a run are written from. */
export interface OutputParts extends Pick<PreparedRun, "host" | "registry" | "scope" | "options" | "store"> {
  readonly planned: Pick<PreparedRun["planned"], "plan">;
  readonly reusePlan: Pick<PreparedRun["reusePlan"], "outputs">;
}

/** Writes the artifacts that the plan marks as outputs and that were made, once all artifacts have ended. */
export function outputWriter(prepared: OutputParts, signal: AbortSignal): RunRequest["windDown"] {
  const { host, planned, registry, scope, options, store, reusePlan } = prepared;
  const chosen = exportsOf(prepared, options, scope?.selected ?? null);
  return async ({ messages, record, producer, run }) => {
    const wanted = chosen.filter(({ artifact }) => messages.has(artifact));
    if (wanted.length === 0) return;
    const dir = resolve(host.cwd, options.output ?? join("outputs", run));
    makeOutputDir(dir, options.output === undefined ? resolve(host.cwd, "outputs") : null);
    const written = ({ path, ...output }: WrittenOutput): void =>
      record({ type: "output.written", ...output, path: shownPath(host.cwd, path) });
    using limit = afterwards(signal);
    const origins = (artifact: ArtifactId) => originsOf(host, { plan: planned.plan, registry, artifact });
    const earlier: EarlierOutputs = {
      key: store.key,
      of: (artifact) => reusePlan.outputs.get(artifact) ?? [],
      pathOf: (shown) => resolve(host.cwd, shown),
    };
    const { signal: until } = limit;
    await writeOutputs({
      ...{ producer, chosen: wanted, messages, originsOf: origins, dir, earlier, written, signal: until },
    });
  };
}

const afterwardsMs = 5000;

/**
 * Returns a signal for work after the artifacts, also if they were cancelled: a new signal ends it; after an earlier
 * signal it has 5 seconds.
 */
function afterwards(signal: AbortSignal): Disposable & { readonly signal: AbortSignal } {
  if (!signal.aborted) return { signal, [Symbol.dispose]: () => {} };
  const late = new AbortController();
  const cancel = systemClock.after(afterwardsMs, () => late.abort());
  return { signal: late.signal, [Symbol.dispose]: cancel };
}

/** Returns the record of a run that has just ended. */
export async function finishedRecord(
  store: RecordStore,
  { run: id }: Pick<ExecutionResult, "run">,
): Promise<RecordedRun> {
  const run = await store.executions.run(id);
  invariant(run !== null, `run "${id}" ended but is not in the list of runs`);
  return await readRecord(store, run);
}

/**
 * Returns the exit code of a program that made a run. A store that could not be written has its own: the runbook is not
 * at fault.
 */
export function exitCodeOf({ outcome, cause }: Pick<ExecutionResult, "outcome" | "cause">): number {
  if (outcome === "completed") return 0;
  return cause?.["code"] === "WCT_STORE_WRITE_FAILED" ? 3 : 1;
}
