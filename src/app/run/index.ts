/*
 * Makes a run: from a draft (planned) through prepared (store open, threads warm) to performed (executed and recorded).
 *
 * Start at prepare.ts, then perform.ts; execute.ts composes executor, producer and record. dry-run.ts tries a run with
 * samples and touches nothing.
 * Must not know: how a run in progress is shown.
 */

export { redactorOf } from "./definition.ts";
export { type DraftOptions, draftRun, type RunDraft } from "./draft.ts";
export { type DryRun, type DryRunOptions, dryRun, dryRunDraft } from "./dry-run.ts";
export { type ProducerControls, workerProducer, workersOf } from "./execute.ts";
export type { PrepareOptions, ReuseSource } from "./options.ts";
export { exitCodeOf, finishedRecord, outputWriter, performRun } from "./perform.ts";
export { type PreparedRun, prepareDraft, prepareRun } from "./prepare.ts";
export type { RequestedArtifacts } from "./requested.ts";
export type { RunScope } from "./scope.ts";
