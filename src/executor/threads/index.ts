/*
 * Runs jobs in worker threads, and in processes for isolated plugins. transport/ moves messages and shared state,
 * inside/ is the worker's side.
 *
 * Start at threads.ts. slots.ts decides which thread runs which job, thread.ts replaces lost threads, and
 * open-worker-channel.ts communicates with one worker. thread-watch.ts and process-watch.ts limit memory.
 * Must not know: artifacts, attempts and where content is stored. Of a job it knows only what jobs/job.ts declares.
 */

export { createThreads, type Threads } from "./threads.ts";
