import type { ArtifactId, Clock } from "../../domain/index.ts";
import type { Tenant } from "./tenant.ts";
import { createThread, type Thread } from "./thread.ts";

export interface ThreadsOptions {
  /** Busy threads at most. */
  readonly workers: number;
  readonly clock: Clock;
  /** MiB that a component may use, buffers included; default 1024. */
  readonly memoryLimitMb?: number;
  /** Milliseconds between a cancellation and the end of a thread that does not react; default 5000. */
  readonly graceMs?: number;
}

/** The right to run one job in a thread. */
export interface Lease {
  readonly thread: Thread;
  /** Number of the thread from 0; null for the shared one. */
  readonly worker: number | null;
  /** Whose thread it is, when it had to be waited for; undefined when not. */
  readonly waitedFor: ArtifactId | null | undefined;
  readonly release: () => void;
}

/** The worker threads of a process: busy ones, one job each, and those that waiting components share. */
export interface Threads {
  /** Starts threads before there is work for them, no more than there are jobs. */
  readonly warm: (jobs?: number) => void;
  /** First come, first served; null when the signal aborts before there is a thread. */
  readonly acquire: (request: Acquiring) => Promise<Lease | null>;
  /** The thread for a plugin's components that only wait; never full. */
  readonly share: (tenant: Tenant) => Lease;
  readonly close: () => Promise<void>;
}

export interface Acquiring {
  readonly holder: ArtifactId | null;
  readonly tenant: Tenant;
  readonly signal: AbortSignal;
}

interface Slot {
  readonly worker: number;
  readonly thread: Thread;
  holder: ArtifactId | null;
}

interface Waiting {
  readonly holder: ArtifactId | null;
  readonly grant: (lease: Lease) => void;
}

/** Each idle thread costs some 20 MB; more than so many are started only when there is work for them. */
const warmAtMost = 4;
const sharedJobs = 10_000;
const defaults = { memoryLimitMb: 1024, graceMs: 5000 };

/** Makes the threads of a process; nothing starts before `warm` or the first job. */
export function createThreads(options: ThreadsOptions): Threads {
  const { clock, memoryLimitMb = defaults.memoryLimitMb, graceMs = defaults.graceMs } = options;
  const limits = { clock, memoryLimitMb, graceMs };
  const slots: Slot[] = Array.from({ length: options.workers }, (_, worker) => ({
    worker,
    thread: createThread({ ...limits, concurrency: 1 }),
    holder: null,
  }));
  const shared = new Map<Tenant, Thread>();
  const sharedBy = (tenant: Tenant): Thread => {
    const thread = shared.get(tenant) ?? createThread({ ...limits, concurrency: sharedJobs });
    shared.set(tenant, thread);
    return thread;
  };
  const idle = [...slots];
  const queue: Waiting[] = [];
  const free = (slot: Slot): void => {
    const next = queue.shift();
    if (next === undefined) putBack(idle, slot);
    else next.grant(lease(slot, next.holder, slot.holder));
  };
  const lease = (slot: Slot, holder: ArtifactId | null, waitedFor: Lease["waitedFor"]): Lease => {
    slot.holder = holder;
    return { thread: slot.thread, worker: slot.worker, waitedFor, release: once(() => free(slot)) };
  };
  return {
    warm: (jobs = warmAtMost) => {
      for (const { thread } of slots.slice(0, Math.min(jobs, warmAtMost))) thread.warm();
    },
    acquire: async ({ holder, tenant, signal }) => {
      if (signal.aborted) return null;
      const slot = takeFittest(idle, tenant);
      return slot === undefined ? wait(queue, holder, signal) : lease(slot, holder, undefined);
    },
    share: (tenant) => ({ thread: sharedBy(tenant), worker: null, waitedFor: undefined, release: () => {} }),
    close: async () => {
      await Promise.all([...shared.values(), ...slots.map(({ thread }) => thread)].map((thread) => thread.close()));
    },
  };
}

function takeFittest(idle: Slot[], tenant: Tenant): Slot | undefined {
  const fitness = idle.map(({ thread }): number => thread.fitness(tenant));
  return idle.splice(fitness.indexOf(Math.min(...fitness)), 1)[0];
}

/** Among threads as fit, the one with the lowest number goes first: it is the one that is warm. */
function putBack(idle: Slot[], slot: Slot): void {
  const at = idle.findIndex(({ worker }) => worker > slot.worker);
  idle.splice(at === -1 ? idle.length : at, 0, slot);
}

function wait(queue: Waiting[], holder: ArtifactId | null, signal: AbortSignal): Promise<Lease | null> {
  const { promise, resolve } = Promise.withResolvers<Lease | null>();
  const giveUp = (): void => {
    queue.splice(queue.indexOf(waiting), 1);
    resolve(null);
  };
  const waiting: Waiting = {
    holder,
    grant: (lease) => {
      signal.removeEventListener("abort", giveUp);
      resolve(lease);
    },
  };
  queue.push(waiting);
  signal.addEventListener("abort", giveUp, { once: true });
  return promise;
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    action();
  };
}
