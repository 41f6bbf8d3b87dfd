import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { isWctError } from "../../diagnostics/index.ts";
import type { ClaimedJob, JobListening, WorkerFacts } from "../../domain/index.ts";
import { createThreads, loadRemote } from "../../executor/index.ts";
import { systemClock } from "../../store/index.ts";
import { type Host, packageVersion } from "../host/index.ts";
import { writeStore } from "../open/index.ts";
import { environment } from "../places/index.ts";
import { loadRegistry } from "../plugins/index.ts";
import { jobsOf, sweepReceivedFiles } from "../remote/index.ts";
import { makeJob, type WaitForSlot } from "./active-job.ts";
import { ActiveJobs } from "./active-jobs.ts";
import { ArrivedJobs } from "./arrived-jobs.ts";
import { Completing } from "./completing.ts";
import { Lease } from "./lease.ts";
import { PlanKits, type WorkerParts } from "./plan-kit.ts";

export interface WorkerOptions {
  readonly store?: string | undefined;
  /** Artifacts that it makes at once. */
  readonly slots: number;
  readonly labels: readonly string[];
  /** Milliseconds for which running artifacts may go on when the worker is stopped. */
  readonly graceMs: number;
  readonly plugins?: readonly string[] | undefined;
  readonly envFile?: string | undefined;
  /** In MiB. */
  readonly workerMemory?: number | undefined;
  /** Milliseconds between two renewals of its lease; four of them without one, and its jobs go to others. */
  readonly heartbeatMs?: number | undefined;
  /** Called with a line about what happens. */
  readonly say: (line: string) => void;
}

export interface WorkerState {
  readonly id: string;
  readonly makes: number;
  readonly isStopping: boolean;
  /** Milliseconds since the lease was renewed. */
  readonly renewedMs: number;
}

export interface RunningWorker {
  readonly state: () => WorkerState;
  /** Takes no more jobs, finishes those that it has within the grace period, and gives the rest back. */
  readonly stop: () => Promise<void>;
}

const pollInterval = 1000;
/** Milliseconds until a worker looks for jobs of which others were told first; at random up to twice as many. */
const soonMs = 100;
/** Milliseconds of work that a slot takes ahead, and the most jobs. */
const aheadMs = 60;
const aheadAtMost = 16;
const meanOf = 8;
const defaultHeartbeat = 2000;

/** Starts a worker. Throws WCT_USAGE, WCT_STORE_* and the errors of plugins. */
export async function startWorker(host: Host, options: WorkerOptions): Promise<RunningWorker> {
  const registry = await loadRegistry(host, options.plugins);
  const env = environment(host, options.envFile);
  const store = await writeStore(host, options.store);
  sweepReceivedFiles();
  try {
    const jobQueue = await jobsOf(store).forWorker();
    const remote = await loadRemote();
    const memory = options.workerMemory === undefined ? {} : { memoryLimitMb: options.workerMemory };
    const threads = createThreads({ clock: systemClock, workers: options.slots, ...memory });
    threads.warm(Math.min(2, options.slots));
    const kits = new PlanKits({ host, store, registry, env, threads });
    const failed = (error: unknown): void => options.say(`an outcome was not stored: ${whatFailed(error)}`);
    const completing = new Completing(jobQueue, {
      wanted: (ending) => worker.wanted(ending),
      taken: (jobs) => worker.taken(jobs),
    });
    const worker: Worker = new Worker({ jobQueue, completing, kits, remote, failed }, options);
    await worker.begin();
    return {
      state: () => worker.state(),
      stop: async () => {
        await worker.stop();
        await threads.close();
        kits.close();
        await jobQueue.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Other errors may quote content. */
const whatFailed = (error: unknown): string => (isWctError(error) ? error.message : "this is a bug in wct");

export class Worker {
  readonly #parts: WorkerParts;
  readonly #options: WorkerOptions;
  readonly #lease: Lease;
  readonly #active = new ActiveJobs();
  /** Running mean of how long jobs take. Until some have ended, they count as long. */
  #meanMs = 1000;
  #isStopping = false;
  /** Jobs were submitted since the last look. Those found otherwise waited for this worker. */
  #isHeard = false;
  /** Whose end made slots free, last first. */
  #freed: WaitForSlot["after"][] = [];
  #isTaking = false;
  #isTakingDue = false;
  #lastTaking: Promise<void> = Promise.resolve();
  /** A take that goes on together with a completion. */
  #joint: { readonly id: string; readonly most: number; readonly isHeard: boolean; isMissed: boolean } | null = null;
  /** What such a take brought, for when the completed jobs have ended, and whether there was no more. */
  readonly #arrived = new ArrivedJobs();
  #isExhausted = false;
  #listening: JobListening | null = null;
  #stopPolling: () => void = () => undefined;
  #cancelSoon: (() => void) | null = null;

  constructor(parts: WorkerParts, options: WorkerOptions) {
    this.#parts = parts;
    this.#options = options;
    const { slots, heartbeatMs = defaultHeartbeat } = options;
    this.#lease = new Lease({
      jobQueue: parts.jobQueue,
      heartbeatMs,
      facts: () => ({
        ...{ id: randomUUID(), host: hostname(), process: process.pid, wct: packageVersion(), node: process.version },
        ...{ labels: [...new Set(options.labels)].toSorted(), slots },
      }),
      holds: () => [...this.#active.refs(), ...this.#arrived.refs()],
      gone: (jobs) => {
        for (const job of jobs) {
          this.#active.get(job)?.lose("it was withdrawn");
          this.#arrived.drop(job);
        }
      },
      lost: () => this.#loseAll(),
    });
  }

  async begin(): Promise<void> {
    await this.#lease.begin();
    this.#listening = await this.#parts.jobQueue.listen({
      jobs: (workers) => {
        this.#isHeard = true;
        if (workers === null || workers.includes(this.#lease.id)) void this.#take();
        else this.#takeSoon();
      },
      withdrawn: (id) => {
        for (const job of this.#active.of(id)) job.lose("it was withdrawn");
        this.#arrived.withdraw(id);
      },
    });
    this.#poll();
    await this.#take();
  }

  state(): WorkerState {
    const { id, renewedMs } = this.#lease;
    return { id, makes: this.#active.size, isStopping: this.#isStopping, renewedMs };
  }

  /** Returns how many jobs to take while `ending` jobs are completed; null: none, or they are being taken. */
  wanted(ending: number): { readonly worker: WorkerFacts; readonly most: number } | null {
    const { facts } = this.#lease;
    const most = this.#free() + ending;
    if (most <= 0 || this.#isStopping || facts === null || this.#isTaking) return null;
    this.#joint = { id: facts.id, most, isHeard: this.#isHeard, isMissed: false };
    this.#isHeard = false;
    return { worker: facts, most };
  }

  taken(jobs: readonly ClaimedJob[] | null): void {
    const { id = "", most = 0, isHeard = false, isMissed = false } = this.#joint ?? {};
    this.#joint = null;
    this.#isExhausted = id === this.#lease.id && jobs !== null && jobs.length < most && !isMissed;
    this.#arrived.add(this.#stillOwn(id, jobs ?? []), isHeard);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    const { graceMs, say } = this.#options;
    if (this.#active.size > 0) say(`stopping: ${this.#active.size} running, with ${graceMs / 1000} s to end`);
    const cancel = systemClock.after(graceMs, () => {
      for (const job of this.#active.jobs()) job.giveBack();
    });
    while (this.#active.size > 0 || this.#isTaking)
      await Promise.all([this.#lastTaking, ...this.#active.jobs().map(({ ended }) => ended)]);
    cancel();
    this.#stopPolling();
    this.#cancelSoon?.();
    this.#listening?.close();
    await this.#lease.end();
  }

  #poll(): void {
    this.#stopPolling = systemClock.after(pollInterval, () => {
      if (this.#free() <= 0) this.#listening?.pause();
      void this.#take().finally(() => {
        if (!this.#isStopping || this.#active.size > 0) this.#poll();
      });
    });
  }

  /** Looks whether the workers that should look first have left jobs. */
  #takeSoon(): void {
    this.#cancelSoon ??= systemClock.after(soonMs * (1 + Math.random()), () => {
      this.#cancelSoon = null;
      void this.#take();
    });
  }

  /** Takes jobs for the free slots, once for all reasons that arise in the meantime. */
  #take(): Promise<void> {
    this.#isTakingDue = true;
    if (!this.#isTaking) this.#lastTaking = this.#takeAll();
    return this.#lastTaking;
  }

  async #takeAll(): Promise<void> {
    this.#isTaking = true;
    try {
      while (this.#isTakingDue) {
        this.#isTakingDue = false;
        await this.#fill();
      }
    } catch {
      // The store cannot be reached; the next poll tries again.
    } finally {
      this.#isTaking = false;
    }
  }

  async #fill(): Promise<void> {
    // All that have ended together have told what they made.
    await Promise.resolve();
    for (const { job, isHeard } of this.#arrived.start()) this.#makeNext(job, isHeard);
    if (this.#joint !== null) {
      this.#joint.isMissed = true;
      return;
    }
    const free = this.#free();
    const { facts } = this.#lease;
    const [isHeard, isExhausted] = [this.#isHeard, this.#isExhausted];
    this.#isExhausted = false;
    if (!isExhausted) this.#isHeard = false;
    if (free <= 0 || this.#isStopping || facts === null) return;
    if (!isExhausted) {
      const jobs = await this.#parts.jobQueue.take(facts, free);
      for (const job of this.#stillOwn(facts.id, jobs)) this.#makeNext(job, isHeard);
    }
    this.#freed = [];
    if (this.#free() > 0 && (await this.#listening?.resume()) === true) this.#isTakingDue = true;
  }

  /** Gives back what was taken under a lease that has ended since: others may make it already. */
  #stillOwn(id: string, jobs: readonly ClaimedJob[]): readonly ClaimedJob[] {
    if (id === this.#lease.id) return jobs;
    for (const job of jobs) void this.#parts.jobQueue.giveBack(job, null).catch(() => undefined);
    return [];
  }

  #makeNext(job: ClaimedJob, isHeard: boolean): void {
    this.#make(job, isHeard ? null : { after: this.#freed.pop() ?? null });
  }

  #free(): number {
    return this.#options.slots + this.#ahead() - this.#active.size - this.#arrived.size;
  }

  /** Jobs that it takes before it has a free slot, so that short ones do not wait for the database between them. */
  #ahead(): number {
    const { slots } = this.#options;
    return Math.min(aheadAtMost, Math.floor(aheadMs / Math.max(0.1, this.#meanMs))) * slots;
  }

  #make(job: ClaimedJob, wait: WaitForSlot | null): void {
    const active = makeJob(this.#parts, job, wait);
    this.#active.add(job, active);
    if (this.#isStopping) active.giveBack();
    void active.ended.then((isKnown) => {
      this.#active.delete(job);
      this.#freed.push(active.order());
      this.#meanMs += (active.tookMs() - this.#meanMs) / meanOf;
      // Whether the attempt is still held is unknown: under a new id, its old claims are swept.
      if (!isKnown) this.#lease.abandon();
      void this.#take();
    });
  }

  #loseAll(): void {
    this.#options.say("the lease was not renewed in time; its artifacts are made elsewhere");
    for (const job of this.#active.jobs()) job.lose("the worker's lease ended");
    this.#arrived.start();
  }
}
