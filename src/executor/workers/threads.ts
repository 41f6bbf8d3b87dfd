import { invariant } from "../../diagnostics/index.ts";
import type { Clock } from "../../domain/index.ts";
import { Slots } from "./slots.ts";
import { type Tenant, tenantOf } from "./tenant.ts";
import { createThread, type Thread } from "./thread.ts";
import { callOf, type Ended, type ThreadJob } from "./thread-job.ts";

export interface ThreadsOptions {
  /** Busy threads at most. */
  readonly workers: number;
  readonly clock: Clock;
  /** MiB that a component may use, buffers included; default 1024. */
  readonly memoryLimitMb?: number;
  /** Milliseconds between a cancellation and the end of a thread that does not react; default 5000. */
  readonly graceMs?: number;
}

/** The worker threads of a process: busy ones, one job each at a time, and those that waiting components share. */
export interface Threads {
  /** Starts threads before there is work for them, no more than there are jobs. */
  readonly warm: (jobs?: number) => void;
  /** In a busy thread; first come, first served. Null when the signal aborts, or all is closed, before it begins. */
  readonly run: (job: ThreadJob) => Promise<Ended | null>;
  /** In the thread for a plugin's components that only wait; never full. */
  readonly share: (job: ThreadJob) => Promise<Ended>;
  readonly close: () => Promise<void>;
}

/** Each idle thread costs some 20 MB; more than so many are started only when there is work for them. */
const warmAtMost = 4;
const sharedJobs = 10_000;
const defaults = { memoryLimitMb: 1024, graceMs: 5000 };

/** Makes the threads of a process; nothing starts before `warm` or the first job. */
export function createThreads(options: ThreadsOptions): Threads {
  const { clock, memoryLimitMb = defaults.memoryLimitMb, graceMs = defaults.graceMs } = options;
  const limits = { clock, memoryLimitMb, graceMs };
  const slots = new Slots({
    clock,
    workers: options.workers,
    thread: (jobs) => createThread({ ...limits, jobs, isSerial: true }),
  });
  const shared = new Map<Tenant, Thread>();
  const sharedBy = (tenant: Tenant): Thread => {
    const thread = shared.get(tenant) ?? createThread({ ...limits, jobs: sharedJobs, isSerial: false });
    shared.set(tenant, thread);
    return thread;
  };
  return {
    warm: (jobs = warmAtMost) => slots.warm(Math.min(jobs, warmAtMost)),
    run: (job) => slots.run(job),
    share: async (job) => {
      const begun = (): void => job.begun(null, undefined);
      const outcome = await sharedBy(tenantOf(job.work.job.component)).call(callOf(job, begun));
      invariant(outcome.kind !== "withdrawn", "a job that waits for no other is not taken back");
      begun();
      return outcome;
    },
    close: async () => {
      await Promise.all([slots.close(), ...[...shared.values()].map((thread) => thread.close())]);
    },
  };
}
