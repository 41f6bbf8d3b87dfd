import type { JobRef, WorkerFacts, WorkerQueue } from "../../domain/index.ts";
import { systemClock } from "../../store/index.ts";

export interface LeaseOptions {
  readonly jobQueue: Pick<WorkerQueue, "register" | "renew" | "leave">;
  readonly heartbeatMs: number;
  /** Facts with a new id each time. */
  readonly facts: () => WorkerFacts;
  /** The jobs that the worker holds. */
  readonly holds: () => readonly JobRef[];
  /** Called with jobs that it held when the lease was renewed, and that are no longer its own. */
  readonly gone: (jobs: readonly JobRef[]) => void;
  /** Called when the worker must count its jobs as lost. */
  readonly lost: () => void;
}

/** Renewals that a lease survives without. */
const beatsOfLease = 4;

/**
 * The lease of a worker. Others count on the database's clock when it ends; this process counts from before each renewal
 * on its own monotonic clock, so that it stops first.
 */
export class Lease {
  readonly #options: LeaseOptions;
  #facts: WorkerFacts | null = null;
  #renewedAt = 0;
  #isOpen = true;
  #isRenewing = false;
  #cancel: () => void = () => undefined;

  constructor(options: LeaseOptions) {
    this.#options = options;
  }

  /** Null while no lease is held. */
  get facts(): WorkerFacts | null {
    return this.#facts;
  }

  get id(): string {
    return this.#facts?.id ?? "";
  }

  get renewedMs(): number {
    return Math.round(performance.now() - this.#renewedAt);
  }

  async begin(): Promise<void> {
    await this.#register();
    this.#schedule();
  }

  async end(): Promise<void> {
    this.#isOpen = false;
    this.#cancel();
    const { id } = this;
    this.#facts = null;
    if (id !== "") await this.#options.jobQueue.leave(id).catch(() => undefined);
  }

  /** Gives the lease up, and registers the worker anew. */
  abandon(): void {
    if (this.#facts === null) return;
    this.#facts = null;
    this.#options.lost();
  }

  get #length(): number {
    return this.#options.heartbeatMs * beatsOfLease;
  }

  async #register(): Promise<void> {
    const facts = this.#options.facts();
    const now = performance.now();
    await this.#options.jobQueue.register({ ...facts, leaseMs: this.#length });
    this.#renewedAt = now;
    this.#facts = facts;
  }

  /** Looks more often than it renews: a renewal that does not return must not hide that the lease ends. */
  #schedule(): void {
    this.#cancel = systemClock.after(this.#options.heartbeatMs / 4, () => {
      if (this.#facts !== null && performance.now() - this.#renewedAt > this.#length) this.abandon();
      if (!this.#isRenewing) void this.#beat();
      if (this.#isOpen) this.#schedule();
    });
  }

  async #beat(): Promise<void> {
    const { heartbeatMs } = this.#options;
    const now = performance.now();
    if (this.#facts !== null && now - this.#renewedAt < heartbeatMs) return;
    this.#isRenewing = true;
    try {
      if (this.#facts === null) await this.#register();
      else await this.#renew(now);
    } catch {
      // The next beat tries again, until the lease ends.
    } finally {
      this.#isRenewing = false;
    }
  }

  async #renew(now: number): Promise<void> {
    const { jobQueue, holds, gone } = this.#options;
    const notOwn = await jobQueue.renew(this.id, { leaseMs: this.#length, holds: holds() });
    if (notOwn === null) return this.abandon();
    this.#renewedAt = now;
    gone(notOwn);
  }
}
