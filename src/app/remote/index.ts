/*
 * Runs artifacts on workers: what a run needs of the queue of its store.
 *
 * Start at remote-run.ts, which makes the producer of a run; routing.ts chooses what workers make, travelling-files.ts
 * and received-files.ts are the two ends of a file's way.
 * Must not know: what a worker does with a job.
 */

export { clearJobs, jobsOf } from "./jobs-of.ts";
export { type ReceivedFiles, receiveFiles, sweepReceivedFiles } from "./received-files.ts";
export { openRemoteRun, type RemoteChoice, type RemoteRun } from "./remote-run.ts";
export { requireRemote } from "./require-remote.ts";
