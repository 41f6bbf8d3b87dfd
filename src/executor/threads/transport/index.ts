/*
 * Moves messages and shared state between the host and one worker: a thread or a process.
 *
 * Start at transport.ts, the interface of both kinds. shared-job-state.ts decides immediately which side owns a job.
 * Must not know: which jobs there are, and what their messages contain.
 */

export { openProcess } from "./process-transport.ts";
export { isClaimed, offer, type SharedJob, setCancelled, takeBack } from "./shared-job-state.ts";
export { openThread } from "./thread-transport.ts";
export type { Memory, OpenTransport, Transport, TransportOptions } from "./transport.ts";
