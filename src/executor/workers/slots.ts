import type { Clock } from "../../domain/index.ts";
import { Pace } from "./pace.ts";
import { type Tenant, tenantOf } from "./tenant.ts";
import type { Thread } from "./thread.ts";
import { callOf, type Ended, type Holder, type ThreadJob } from "./thread-job.ts";
import { whenAnswered } from "./when-answered.ts";

export interface SlotsOptions {
  /** Busy threads at most. */
  readonly workers: number;
  readonly clock: Clock;
  /** Makes a serial thread that can be given so many jobs at once. */
  readonly thread: (jobs: number) => Thread;
}

interface Slot {
  readonly worker: number;
  readonly thread: Thread;
  /** Jobs that it was given and that have not ended; 0: it is idle. */
  jobs: number;
  /** Whose job began last, and when. */
  holder: Holder;
  since: number;
  /** Only jobs that are expected to be short, so that others may wait behind them. */
  isShort: boolean;
}

/** A job without a thread. */
interface Waiting {
  /** Who came first is served first, also when a job comes back that was taken back. */
  readonly ticket: number;
  readonly job: ThreadJob;
  readonly grant: (slot: Slot | null) => void;
}

/**
 * Jobs at most that a thread is given at once. The wake of a thread costs more than a tiny job does; where the next one
 * is there already, nobody has to be woken.
 */
const jobsAhead = 8;
/** A job that was taken for a short one and goes on for so many milliseconds is not. */
const overdueMs = 3;

/**
 * Which of the busy threads does which job. A job is given behind another only where that is expected to be short, and
 * no thread is idle. Once a thread is, or the other turns out not to be short, it is taken back and comes first.
 */
export class Slots {
  readonly #clock: Clock;
  readonly #slots: readonly Slot[];
  readonly #pace = new Pace();
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

  /** Null when the signal aborts, or all is closed, before the job begins. */
  async run(job: ThreadJob): Promise<Ended | null> {
    this.#tickets += 1;
    const ticket = this.#tickets;
    let slot = this.#takeFor(job, ticket);
    // A thread that is idle has not to be waited for.
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

  async #runIn(slot: Slot, job: ThreadJob, hasWaited: boolean): Promise<Ended | "withdrawn"> {
    const begun = once(() => {
      const waitedFor = hasWaited ? slot.holder : undefined;
      slot.holder = job.holder;
      slot.since = this.#clock.monotonic();
      job.begun(slot.worker, waitedFor);
    });
    try {
      const outcome = await slot.thread.call(callOf(job, begun));
      if (outcome.kind === "withdrawn") return outcome.kind;
      // A thread may die before it says that it is up; a job always begins before it ends.
      begun();
      if (outcome.kind !== "lost") this.#pace.note(job.work.job.component, outcome.took);
      return outcome;
    } finally {
      slot.jobs -= 1;
      whenAnswered(() => this.#serve());
    }
  }

  #isOver({ signal }: ThreadJob): boolean {
    return this.#isClosed || signal.aborted;
  }

  /** A place in a thread, idle ones first; null: there is none, or others came first. */
  #takeFor(job: ThreadJob, ticket: number): Slot | null {
    const [first] = this.#queue;
    if (this.#isOver(job) || (first !== undefined && first.ticket < ticket)) return null;
    const { component } = job.work.job;
    const tenant = tenantOf(component);
    const isShort = this.#pace.isShort(component);
    const slot = this.#fittestIdle(tenant) ?? (isShort ? this.#leastGiven(tenant) : null);
    if (slot === null) return null;
    slot.isShort = isShort && (slot.jobs === 0 || slot.isShort);
    slot.jobs += 1;
    return slot;
  }

  /** Among threads as fit, the one with the lowest number goes first: it is the one that is warm. */
  #fittestIdle(tenant: Tenant): Slot | null {
    return lowest(this.#slots, ({ jobs, thread }) => (jobs === 0 ? thread.fitness(tenant) : null));
  }

  #leastGiven(tenant: Tenant): Slot | null {
    const isOpen = (slot: Slot): boolean =>
      slot.isShort && slot.jobs < jobsAhead && !this.#isOverdue(slot) && slot.thread.canQueue(tenant);
    return lowest(this.#slots, (slot) => (isOpen(slot) ? slot.jobs : null));
  }

  #isOverdue({ since }: Slot): boolean {
    return this.#clock.monotonic() - since > overdueMs * 1e6;
  }

  /** Gives places that have become free. */
  #serve(): void {
    for (const slot of this.#slots) if (slot.jobs > 1 && this.#isOverdue(slot)) while (slot.thread.withdraw());
    for (let [first] = this.#queue; first !== undefined; [first] = this.#queue) {
      const slot = this.#takeFor(first.job, first.ticket);
      if (slot === null) return;
      this.#queue.shift();
      first.grant(slot);
    }
    // What waits behind another while a thread is idle is better off there.
    for (const idle of this.#slots) if (idle.jobs === 0) this.#withdrawOne();
  }

  #withdrawOne(): void {
    this.#slots.some((slot) => slot.jobs > 1 && slot.thread.withdraw());
  }

  async #wait(job: ThreadJob, ticket: number): Promise<Slot | null> {
    if (this.#isOver(job)) return null;
    const { promise, resolve } = Promise.withResolvers<Slot | null>();
    const giveUp = (): void => {
      this.#queue = this.#queue.filter((one) => one !== waiting);
      resolve(null);
    };
    const waiting: Waiting = { ticket, job, grant: resolve };
    // Nearly always at the end: only what was taken back comes earlier.
    const at = this.#queue.findLastIndex((one) => one.ticket < ticket);
    this.#queue.splice(at + 1, 0, waiting);
    job.signal.addEventListener("abort", giveUp, { once: true });
    const slot = await promise;
    job.signal.removeEventListener("abort", giveUp);
    return slot;
  }
}

/** The first with the lowest number; null: none has one. */
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
