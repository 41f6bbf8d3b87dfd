export { createDiscardingWriter } from "./discarding-writer.ts";
export { DAGExecutor, execute } from "./execute.ts";
export { createInProcessProducer, type InProcessWork } from "./in-process-producer.ts";
export type {
  ExecuteOptions,
  ExecutionResult,
  Limits,
  Listener,
  OutputFact,
  Reuse,
  RunMeta,
  SessionFact,
  StopReason,
  WindDown,
} from "./options.ts";
export { type Course, type Predicted, type PredictOptions, predictRun } from "./predict.ts";
export {
  type ComponentBinding,
  type Confidential,
  createRedactor,
  createThreads,
  createWorkerProducer,
  type Redactor,
  type Threads,
  type WorkerProducer,
  type WrittenFile,
} from "./workers/index.ts";
