/** The producer that runs components in worker threads. */
export type { ExportRequest, WrittenFile } from "./exporting.ts";
export type { KnownSchema } from "./known-schema.ts";
export {
  type ComponentBinding,
  createWorkerProducer,
  type WorkerProducer,
  type WorkerProducerOptions,
} from "./producer.ts";
export { type Confidential, createRedactor, type NamedValue, type Redactor } from "./redaction.ts";
/** The threads that it runs them in; made before the plan, so that they start while it is made. */
export { createThreads, type Threads, type ThreadsOptions } from "./threads.ts";
