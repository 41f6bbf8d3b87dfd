/*
 * Makes artifacts on workers: processes, often on other machines, that take jobs from a queue in the database.
 *
 * Start at remote-producer.ts, which submits jobs and hands outcomes over; routed-producer.ts chooses between it and the
 * threads. consuming-writer.ts ties outcomes to the frames that record them, checks.ts distrusts what workers send.
 * outcome.ts is the other side: what a worker makes of an attempt.
 * Must not know: the database, and how a worker finds components.
 */

export { createAdoptedProducer } from "./adopted-producer.ts";
export { adoptingWriter, type RecordSoFar } from "./adopting-writer.ts";
export { isRemoteOrder } from "./checks.ts";
export { consumingWriter } from "./consuming-writer.ts";
export { jobId } from "./job-id.ts";
export { type EndedAttempt, outcomeOfAttempt, ReportBatch } from "./outcome.ts";
export { RemoteProducer, type RemoteProducerOptions } from "./remote-producer.ts";
export { createRoutedProducer, type RoutedProducerOptions } from "./routed-producer.ts";
