/*
 * What a job is, and how the host checks, redacts, stores and reports what a worker sends.
 *
 * Start at worker-producer.ts, which makes an artifact by running a job. job.ts defines what a runner of jobs provides,
 * protocol.ts defines the messages of host and worker. storing.ts and intake.ts receive the output, report-check.ts
 * validates reports.
 * Must not know: threads, processes, and how a job reaches a worker.
 */

export { type Cancelling, createCancellation } from "./cancellation.ts";
export type { WrittenFile } from "./exporting.ts";
export { failedAttempt, failure, failureOfAbort, redactedFailure } from "./failures.ts";
export type { Ended, Job, JobArtifact, JobRunner, Loss, Lost } from "./job.ts";
export { needsProcess, type PluginScope, scopeOf } from "./plugin-scope.ts";
export type { ComponentBinding, KnownSchema } from "./produce-job.ts";
export {
  type ComponentAddress,
  type ExportJob,
  type FinishedJob,
  type FromWorker,
  forgetOldest,
  type InputAddress,
  type InputAnswer,
  type InputQuestion,
  type JobOutcome,
  type JobUpdate,
  type JobWork,
  type Order,
  type OutputPart,
  type PartAddress,
  type ProcessReport,
  type ProduceJob,
  partsAhead,
  type ReportedSourceState,
  type RunContext,
  type ToWorker,
  type WorkerReport,
} from "./protocol.ts";
export { type Confidential, createRedactor, type Redactor } from "./redaction.ts";
export { costAmount, isAnswerTo, isHostOnly, isReport, reportedFailure, reportedText } from "./report-check.ts";
export { reportedState } from "./reported-state.ts";
export type { SourceAnswer, SourceQuestion } from "./source-state.ts";
export { summaryOf } from "./summary.ts";
export { createWorkerProducer, type WorkerProducer } from "./worker-producer.ts";
