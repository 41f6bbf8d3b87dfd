import type { Clock } from "../../domain/index.ts";
import { type Ended, type Job, type JobArtifact, type PluginScope, scopeOf } from "../jobs/index.ts";
import { afterPendingWork } from "./after-pending-work.ts";
import { callOf } from "./call.ts";
import { JobDurations } from "./job-durations.ts";
import type { Thread } from "./thread.ts";

export interface SlotsOptions {
  /** Maximum number of busy threads. */
  readonly workers: number;
  readonly clock: Clock;
  /** Creates a serial thread that can be given this number of jobs in advance. */
  readonly thread: (jobs: number) => Thread;
}

interface Slot {
  readonly worker: number;
  readonly thread: Thread;
  /** Number of given jobs that have not ended; 0 if the thread is idle. */
  jobs: number;
  /** Artifact of the job that began last, and the time it began. */
  holder: JobArtifact;
  since: number;
  /** Whether all its jobs are expected to be short, so that others may wait behind them. */
  isShort: boolean;
}

/** A job without a thread. */
interface Waiting {
  /** Orders the queue. A withdrawn job keeps its ticket, so jobs are served in order of arrival. */
  readonly ticket: number;
  readonly job: Job;
  readonly grant: (slot: Slot | null) => void;
}

/**
 * Maximum number of jobs that a thread is given in advance. Waking a thread costs more than a tiny job; if the next job
 * is already there, no wake is needed.
 */
const jobsAhead = 8;
/** A job that was expected to be short and takes longer than this is no longer considered short. */
const overdueMs = 3;

/**
 * Assigns jobs to busy threads. A job is given behind another only if that one is expected to be short and no thread is
 * idle. When a thread becomes idle, or the job before it turns out not to be short, the waiting job is withdrawn and
 * goes to the front of the queue.
 */
export class Slots {
  readonly #clock: Clock;
  readonly #slots: readonly Slot[];
  readonly #pace = new JobDurations();
  #queue: Waiting[] = [];
  #tickets = 0;
  #isClosed = false;

  constructor({ workers, clock, thread }: SlotsOptions) {
    this.#clock = clock;
    this.#slots = Array.from({ length: workers }, (_, worker) => ({
      worker,
      thread: thread(jobsAhead),
      jobs: 0,
      holder: null,
      since: 0,
      isShort: false,
    }));
  }

  warm(count: number): void {
    for (const { thread } of this.#slots.slice(0, count)) thread.warm();
  }

  /** Runs a job. Returns null if the signal aborts, or the slots are closed, before the job begins. */
  async run(job: Job): Promise<Ended | null> {
    this.#tickets += 1;
    const ticket = this.#tickets;
    let slot = this.#takeFor(job, ticket);
    // An idle thread means no wait.
    let hasWaited = slot === null || slot.jobs > 1;
    for (;;) {
      slot ??= await this.#wait(job, ticket);
      if (slot === null) return null;
      const outcome = await this.#runIn(slot, job, hasWaited);
      if (outcome !== "withdrawn") return outcome;
      slot = this.#takeFor(job, ticket);
      hasWaited = true;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { grant } of this.#queue.splice(0)) grant(null);
    await Promise.all(this.#slots.map(({ thread }) => thread.close()));
  }

  async #runIn(slot: Slot, job: Job, hasWaited: boolean): Promise<Ended | "withdrawn"> {
    const begun = once(() => {
      const waitedFor = hasWaited ? slot.holder : undefined;
      slot.holder = job.holder;
      slot.since = this.#clock.monotonic();
      job.begun(slot.worker, waitedFor);
    });
    try {
      const outcome = await slot.thread.call(callOf(job, begun));
      if (outcome.kind === "withdrawn") return outcome.kind;
      // A thread may end before it reports that it is ready, but a job must begin before it ends.
      begun();
      if (outcome.kind !== "lost") this.#pace.note(job.work.job.component, outcome.took);
      return outcome;
    } finally {
      slot.jobs -= 1;
      afterPendingWork(() => this.#serve());
    }
  }

  #isOver({ signal }: Job): boolean {
    return this.#isClosed || signal.aborted;
  }

  /** Takes a slot, an idle one if possible. Returns null if there is none, or if earlier jobs wait. */
  #takeFor(job: Job, ticket: number): Slot | null {
    const [first] = this.#queue;
    if (this.#isOver(job) || (first !== undefined && first.ticket < ticket)) return null;
    const { component } = job.work.job;
    const scope = scopeOf(component);
    const isShort = this.#pace.isShort(component);
    const slot = this.#fittestIdle(scope) ?? (isShort ? this.#leastGiven(scope) : null);
    if (slot === null) return null;
    slot.isShort = isShort && (slot.jobs === 0 || slot.isShort);
    slot.jobs += 1;
    return slot;
  }

  /** Returns the fittest idle slot. Of equally fit ones the lowest number is preferred, because its thread is warm. */
  #fittestIdle(scope: PluginScope): Slot | null {
    return lowest(this.#slots, ({ jobs, thread }) => (jobs === 0 ? thread.fitness(scope) : null));
  }

  #leastGiven(scope: PluginScope): Slot | null {
    const isOpen = (slot: Slot): boolean =>
      slot.isShort && slot.jobs < jobsAhead && !this.#isOverdue(slot) && slot.thread.canQueue(scope);
    return lowest(this.#slots, (slot) => (isOpen(slot) ? slot.jobs : null));
  }

  #isOverdue({ since }: Slot): boolean {
    return this.#clock.monotonic() - since > overdueMs * 1e6;
  }

  /** Assigns free slots to waiting jobs. */
  #serve(): void {
    for (const slot of this.#slots) if (slot.jobs > 1 && this.#isOverdue(slot)) while (slot.thread.withdraw());
    for (let [first] = this.#queue; first !== undefined; [first] = this.#queue) {
      const slot = this.#takeFor(first.job, first.ticket);
      if (slot === null) return;
      this.#queue.shift();
      first.grant(slot);
    }
    // A job that waits behind another is withdrawn if a thread is idle.
    for (const idle of this.#slots) if (idle.jobs === 0) this.#withdrawOne();
  }

  #withdrawOne(): void {
    this.#slots.some((slot) => slot.jobs > 1 && slot.thread.withdraw());
  }

  async #wait(job: Job, ticket: number): Promise<Slot | null> {
    if (this.#isOver(job)) return null;
    const { promise, resolve } = Promise.withResolvers<Slot | null>();
    const giveUp = (): void => {
      this.#queue = this.#queue.filter((one) => one !== waiting);
      resolve(null);
    };
    const waiting: Waiting = { ticket, job, grant: resolve };
    // Almost always inserts at the end. Only withdrawn jobs go further to the front.
    const at = this.#queue.findLastIndex((one) => one.ticket < ticket);
    this.#queue.splice(at + 1, 0, waiting);
    job.signal.addEventListener("abort", giveUp, { once: true });
    const slot = await promise;
    job.signal.removeEventListener("abort", giveUp);
    return slot;
  }
}

/** Returns the first slot with the lowest number; null if no slot has one. */
function lowest(slots: readonly Slot[], numberOf: (slot: Slot) => number | null): Slot | null {
  let found: Slot | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const slot of slots) {
    const number = numberOf(slot);
    if (number === null || number >= least) continue;
    [found, least] = [slot, number];
  }
  return found;
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    action();
  };
}
