import { viewOf } from "../app/record/index.ts";
import {
  draftRun,
  finishedRecord,
  type PreparedRun,
  type PrepareOptions,
  performRun,
  prepareDraft,
  prepareRun,
  type RunDraft,
} from "../app/run/index.ts";
import { type Diagnostic, isWctError, wctError } from "../diagnostics/index.ts";
import type { ArtifactId, RunEvent, RunId } from "../domain/index.ts";
import type { ExecutionResult } from "../executor/index.ts";
import type { RunView } from "../render/index.ts";
import type { ReuseDecision } from "../run/index.ts";
import type { LibraryContext } from "./context.ts";
import { EventQueue } from "./event-queue.ts";
import { overridesOf } from "./overrides.ts";
import type { RunbookPlan } from "./runbook-plan.ts";

export interface RunOptions extends Omit<PrepareOptions, "store" | "onPlanned"> {
  /** A file of variables, if the runbook is given as a file. */
  readonly envFile?: string | undefined;
  /** Aborting it cancels the run, which is recorded as cancelled. It takes effect once the run is planned. */
  readonly signal?: AbortSignal | undefined;
}

/** The result of a run. A failed artifact is a result, not an error. */
export interface RunResult extends ExecutionResult {
  /** The run as `wct inspect RUN --json` shows it: its artifacts, outputs, warnings and causes. */
  readonly view: RunView;
  /** What was reused, and why the rest was not; empty unless `reuse` was requested. */
  readonly reuse: readonly ReuseDecision[];
  /** Artifacts that executed because the content to reuse had been removed in the meantime. */
  readonly lost: readonly ArtifactId[];
  readonly warnings: readonly Diagnostic[];
}

/**
 * A run in progress. Iterating over it yields each event once it is recorded. An iteration that begins in a later turn
 * of the event loop than the call may miss the first events, which can still be read from the record. Leaving the loop
 * stops listening, not the run. Events that a slow loop has not read yet are kept in memory. Errors that prevent the
 * run from starting, from being recorded, or from writing its outputs are thrown by the loop and by `result`; await one
 * of them, or the errors go unnoticed. A run whose outputs cannot be written is recorded as failed: see `id`.
 */
export interface RunningRun extends AsyncIterable<RunEvent> {
  readonly result: Promise<RunResult>;
  /** The id of the run; null until its first event is recorded. */
  readonly id: RunId | null;
  /** Cancels the run: running artifacts get 5 seconds, and the run is recorded as cancelled. */
  readonly cancel: () => void;
}

export function startRun(context: LibraryContext, plan: RunbookPlan | string, options: RunOptions): RunningRun {
  const queue = new EventQueue<RunEvent>();
  const recorded: { id: RunId | null } = { id: null };
  const canceller = new AbortController();
  const signal = AbortSignal.any([canceller.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  const result = perform(context, plan, {
    options,
    signal,
    recorded,
    follow: queue.push,
  });
  result.then(
    () => queue.end(),
    (error: unknown) => queue.fail(error),
  );
  return {
    result,
    get id() {
      return recorded.id;
    },
    cancel: () => canceller.abort(),
    [Symbol.asyncIterator]: () => queue.iterate(),
  };
}

interface PerformRequest {
  readonly options: RunOptions;
  readonly follow: (event: RunEvent) => void;
  /** Gets the id of the run with its first event. */
  readonly recorded: { id: RunId | null };
  readonly signal: AbortSignal;
}

async function perform(
  context: LibraryContext,
  plan: RunbookPlan | string,
  { options, follow, recorded, signal }: PerformRequest,
): Promise<RunResult> {
  await using prepared = await prepare(context, plan, { options, signal });
  const lost: ArtifactId[] = [];
  const identify = ({ run }: RunEvent): void => {
    recorded.id = run;
  };
  const result = await performRun(prepared, {
    listeners: [identify, follow],
    onListenerError: () => undefined,
    onLost: (artifact) => lost.push(artifact),
    timeoutFrom: options.timeoutMs === undefined ? undefined : "timeoutMs",
    signal,
  }).catch((error: unknown) => cancelledResult(prepared, recorded.id, error));
  const view = viewOf(await finishedRecord(prepared.store, result));
  return { ...result, view, reuse: prepared.reusePlan.decisions, lost, warnings: prepared.planned.warnings };
}

async function prepare(
  context: LibraryContext,
  plan: RunbookPlan | string,
  { options, signal }: Pick<PerformRequest, "options" | "signal">,
): Promise<PreparedRun> {
  const { host, store, plugins } = context;
  if (typeof plan === "string") return await prepareRun(host, plan, { ...options, signal, store, plugins });
  return await prepareDraft(host, await draftAgain(context, plan), { ...options, signal, store });
}

/**
 * Plans again, because a plan holds digests of files and fingerprints of variables. Throws WCT_USAGE if anything that a
 * plan depends on has changed since: results would be recorded under the fingerprints of what no longer exists.
 */
export async function draftAgain({ host, store, plugins }: LibraryContext, plan: RunbookPlan): Promise<RunDraft> {
  const { file, envFile } = plan;
  const overrides = overridesOf(plan.overrides);
  const draft = await draftRun(host, file, { store, plugins, envFile, overrides });
  if (JSON.stringify(draft.planned.plan) === JSON.stringify(plan.plan)) return draft;
  throw wctError("WCT_USAGE", {
    message: `the plan of "${file}" is out of date: the runbook, or a file or variable that it uses, has changed`,
    hint: "plan the runbook again, and run the new plan",
  });
}

/**
 * Returns the result of a run that was cancelled while its outputs were written, from its record; rethrows every other
 * error.
 */
async function cancelledResult(prepared: PreparedRun, run: RunId | null, error: unknown): Promise<ExecutionResult> {
  if (run === null || !isWctError(error) || error.code !== "WCT_PRODUCE_CANCELLED") throw error;
  const { run: summary, state } = await finishedRecord(prepared.store, { run });
  if (state.finished === null) throw error;
  const { outcome, cause, counts } = state.finished;
  return { run, outcome, cause, counts, events: summary.events, head: summary.head };
}
