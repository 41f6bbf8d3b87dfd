/*
 * Opens debug sessions: over a new run of a runbook, or over a recorded run.
 *
 * Start at opened.ts, then open-live.ts and open-recorded.ts; change-maker.ts plans changes, evaluator.ts starts the
 * thread that evaluates expressions.
 * Must not know: how a face shows a session.
 */

export { createEvaluator, type EvaluatorOptions } from "./evaluator.ts";
export { openLiveDebug } from "./open-live.ts";
export { openRecordedDebug, type RecordedDebugOptions } from "./open-recorded.ts";
export type { DebuggedFile, DebuggedRunbook, DebugOptions, OpenedDebug } from "./opened.ts";
