/*
 * A worker: takes jobs from the queue of a store, makes their artifacts in its own threads, and stores the outcomes.
 *
 * Start at worker.ts; plan-kit.ts binds a plan on this machine, check-fit.ts compares it with the machine that planned.
 * known-workers.ts lists the workers of a store.
 * Must not know: how a run is scheduled and recorded.
 */

export { unfitAttempt, whatDiffers } from "./check-fit.ts";
export { serveHealth } from "./health.ts";
export { listWorkers } from "./known-workers.ts";
export { type RunningWorker, startWorker, type WorkerOptions, type WorkerState } from "./worker.ts";
