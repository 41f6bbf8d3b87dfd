import type { CompletedJob, WorkerQueue } from "../../domain/index.ts";

/** Stores outcomes: those that arrive while others are being stored are stored together. */
export class Completing {
  readonly #jobQueue: Pick<WorkerQueue, "complete">;
  #next: { readonly jobs: CompletedJob[]; readonly stored: Promise<void> } | null = null;
  #last: Promise<void> = Promise.resolve();

  constructor(jobQueue: Pick<WorkerQueue, "complete">) {
    this.#jobQueue = jobQueue;
  }

  /** Resolves when the outcome is stored, or is not wanted because the attempt is another's. */
  add(job: CompletedJob): Promise<void> {
    if (this.#next !== null) {
      this.#next.jobs.push(job);
      return this.#next.stored;
    }
    const jobs = [job];
    const stored = this.#last.then(() => {
      this.#next = null;
      return this.#jobQueue.complete(jobs);
    });
    this.#next = { jobs, stored };
    this.#last = stored.catch(() => undefined);
    return stored;
  }
}
