import type { ClaimedJob, CompletedJob, WorkerFacts, WorkerQueue } from "../../domain/index.ts";

/** The jobs that a worker has room for when others have ended. */
export interface NextJobs {
  /** Asked before `ending` jobs are completed. Null: none, or somebody takes them already. Else `taken` follows. */
  readonly wanted: (
    ending: number,
  ) => { readonly worker: Pick<WorkerFacts, "id" | "labels">; readonly most: number } | null;
  /** Called before the outcomes count as stored. Null: taking failed, and there may be jobs. */
  readonly taken: (jobs: readonly ClaimedJob[] | null) => void;
}

const noJobs: NextJobs = { wanted: () => null, taken: () => undefined };

/** Stores outcomes: those that arrive while others are being stored are stored together. Takes the next jobs with them. */
export class Completing {
  readonly #jobQueue: Pick<WorkerQueue, "complete" | "completeAndTake">;
  readonly #nextJobs: NextJobs;
  #next: { readonly jobs: CompletedJob[]; readonly stored: Promise<void> } | null = null;
  #last: Promise<void> = Promise.resolve();

  constructor(jobQueue: Pick<WorkerQueue, "complete" | "completeAndTake">, nextJobs = noJobs) {
    this.#jobQueue = jobQueue;
    this.#nextJobs = nextJobs;
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
      return this.#store(jobs);
    });
    this.#next = { jobs, stored };
    this.#last = stored.then(handedOn, handedOn);
    return stored;
  }

  async #store(jobs: readonly CompletedJob[]): Promise<void> {
    const wanted = this.#nextJobs.wanted(jobs.length);
    if (wanted === null) return await this.#jobQueue.complete(jobs);
    let isTold = false;
    const taken: NextJobs["taken"] = (those) => {
      isTold = true;
      this.#nextJobs.taken(those);
    };
    try {
      await this.#jobQueue.completeAndTake(jobs, { ...wanted, taken });
    } finally {
      if (!isTold) taken(null);
    }
  }
}

/** Whoever waits for the outcomes frees its slot, and starts what was taken, before more is taken for the same slot. */
const handedOn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
