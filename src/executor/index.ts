/*
 * Executes a plan: decides what is next, has a producer make it, and records what happens.
 *
 * Start at execution.ts, with schedule.ts and ledger.ts; recorder.ts writes events. jobs/ and threads/ are the producer
 * of an ordinary run: what a job is, and the workers that run jobs.
 * remote/ makes artifacts on workers of other machines; sample/ is the producer of a dry run, replay/ that of a verified replay.
 * Must not know: how a plan is made, and what commands show of a run.
 */

export { DAGExecutor, execute } from "./execute.ts";
export {
  type ComponentBinding,
  type Confidential,
  createRedactor,
  createWorkerProducer,
  type JobRunner,
  type Redactor,
  type SourceAnswer,
  type SourceQuestion,
  summaryOf,
  type WorkerProducer,
  type WrittenFile,
} from "./jobs/index.ts";
export { loadRemote, type RemoteExecution } from "./load-remote.ts";
export type { ExecuteOptions, ExecutionResult, Reuse, SessionFact, WindDown } from "./options.ts";
export { createReplayProducer, type RecordedOutcome, type ReplayProducerOptions } from "./replay/index.ts";
export { createSampleProducer } from "./sample/index.ts";
export { type SimulatedArtifact, type SimulatedRun, simulateRun } from "./simulate.ts";
export { createThreads, type Threads } from "./threads/index.ts";
