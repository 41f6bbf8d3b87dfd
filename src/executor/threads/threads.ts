import { invariant } from "../../diagnostics/index.ts";
import type { Clock } from "../../domain/index.ts";
import { type JobRunner, type PluginScope, scopeOf } from "../jobs/index.ts";
import { callOf } from "./call.ts";
import { ProcessWatch } from "./process-watch.ts";
import { Slots } from "./slots.ts";
import { createThread, type Thread } from "./thread.ts";

/*
 * The states of a job, across host and worker:
 *
 *            (1)            (2)             (3)              (4)               (5)
 *     queued ---> waiting ------> started ------> reporting ------> settling ------> settled
 *      |  ^        |   |           |   |              |                 ^               ^
 *      |  +--------+---)-----------+   |              |                 |               |
 *      |     withdrawn |               |              |     lost        |               |
 *      |               +---------------+--------------+-----------------+               |
 *      +--------------------------------------------------------------------------------+
 *        cancelled, or the threads are closed
 *
 *  (1) A thread is idle, or runs only short jobs, so that one may wait behind them (slots.ts). A job for a shared
 *      thread starts here, because such a thread is never full.
 *  (2) The jobs before it have ended and the worker is ready, so the host reports `started`. The worker claims the job
 *      in shared memory when it begins it. A job of a process counts as claimed once it is sent.
 *  (3) The worker reports progress, lines, costs and parts of the output. The host checks each and stores parts as they
 *      arrive.
 *  (4) The worker reports how the job ended. Later reports are ignored.
 *  (5) The host completes the message, or discards the output. The outcome is an attempt (jobs/storing.ts).
 *
 *  Withdrawn: before the claim, if an idle thread would run it sooner, the job before it is not short, or the worker
 *      was lost or is spent. It keeps its position in the queue. Jobs of shared threads and processes are not
 *      withdrawn.
 *  Cancel: the signal aborts. A queued job is settled; a job that can be withdrawn is settled from the queue. A claimed
 *      job learns of it by a flag in shared memory and a message. If it does not end within `graceMs`, it is lost
 *      (unresponsive). In all cases its attempt is cancelled.
 *  Time limit: starts at `started`, or at the start of the run. It aborts the same signal, with the failure as reason.
 *  Crash: an exception at the top of the worker fails the job and leaves the worker spent. When the worker exits,
 *      claimed jobs are lost (exit), and so is the job in (2) if the worker never started.
 *  Memory limit: a watch ends the worker, and claimed jobs are lost (memory). If other jobs may be to blame, the job
 *      runs once more in a thread of its own (jobs/worker-producer.ts).
 */

export interface ThreadsOptions {
  /** Maximum number of busy threads. */
  readonly workers: number;
  readonly clock: Clock;
  /** MiB that a component may use, buffers included; default 1024. */
  readonly memoryLimitMb?: number;
  /** Milliseconds between a cancellation and the end of a thread that does not react; default 5000. */
  readonly graceMs?: number;
}

/** The worker threads of a process: busy ones with one job each at a time, and those that waiting components share. */
export interface Threads extends JobRunner {
  /** Starts threads in advance, at most one per job. */
  readonly warm: (jobs?: number) => void;
  /** Ends all threads, including running jobs. */
  readonly close: () => Promise<void>;
}

/** Each idle thread costs some 20 MB, so further threads are started only when there is work for them. */
const warmAtMost = 4;
const sharedJobs = 10_000;
const defaults = { memoryLimitMb: 1024, graceMs: 5000 };

/** Creates the threads of a process. None starts before `warm` or the first job. */
export function createThreads(options: ThreadsOptions): Threads {
  const { clock, memoryLimitMb = defaults.memoryLimitMb, graceMs = defaults.graceMs } = options;
  const limits = { clock, memoryLimitMb, graceMs, processWatch: new ProcessWatch({ clock, memoryLimitMb }) };
  const slots = new Slots({
    clock,
    workers: options.workers,
    thread: (jobs) => createThread({ ...limits, jobs, isSerial: true }),
  });
  const shared = new Map<PluginScope, Thread>();
  const sharedBy = (scope: PluginScope): Thread => {
    const thread = shared.get(scope) ?? createThread({ ...limits, jobs: sharedJobs, isSerial: false });
    shared.set(scope, thread);
    return thread;
  };
  return {
    warm: (jobs = warmAtMost) => slots.warm(Math.min(jobs, warmAtMost)),
    run: (job) => slots.run(job),
    share: async (job) => {
      const begun = (): void => job.begun(null, undefined);
      const outcome = await sharedBy(scopeOf(job.work.job.component)).call(callOf(job, begun));
      invariant(outcome.kind !== "withdrawn", "a job that waits for no other is not taken back");
      begun();
      return outcome;
    },
    close: async () => {
      await Promise.all([slots.close(), ...[...shared.values()].map((thread) => thread.close())]);
    },
  };
}
