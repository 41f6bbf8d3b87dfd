/*
 * Runs artifacts on workers: what a run needs of the queue of its store.
 *
 * Start at remote-run.ts, which makes the producer of a run; jobs-of.ts finds the queue.
 * Must not know: what a worker does with a job.
 */

export { jobsOf } from "./jobs-of.ts";
export { openRemoteRun, type RemoteMode, type RemoteRun } from "./remote-run.ts";
