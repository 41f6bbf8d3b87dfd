import type { ClaimedJob, JobRef } from "../../domain/index.ts";

interface ArrivedJob {
  readonly job: ClaimedJob;
  readonly isHeard: boolean;
}

/** Jobs that a worker took together with a completion, until they start. It holds them as those that it makes. */
export class ArrivedJobs {
  #all: readonly ArrivedJob[] = [];

  get size(): number {
    return this.#all.length;
  }

  refs(): readonly JobRef[] {
    return this.#all.map(({ job: { id, claim } }) => ({ id, claim }));
  }

  add(jobs: readonly ClaimedJob[], isHeard: boolean): void {
    this.#all = [...this.#all, ...jobs.map((job) => ({ job, isHeard }))];
  }

  /** Returns all, and forgets them. */
  start(): readonly ArrivedJob[] {
    const all = this.#all;
    this.#all = [];
    return all;
  }

  /** Forgets an attempt that is no longer the worker's. */
  drop({ id, claim }: JobRef): void {
    this.#all = this.#all.filter(({ job }) => job.id !== id || job.claim !== claim);
  }

  /** Forgets a job that was withdrawn. */
  withdraw(id: string): void {
    this.#all = this.#all.filter(({ job }) => job.id !== id);
  }
}
