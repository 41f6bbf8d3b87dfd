import type {
  ClaimedJob,
  CompletedJob,
  JobListening,
  JobRef,
  RemoteReport,
  WorkerFacts,
  WorkerQueue,
  WorkerQueueListener,
} from "../../../domain/index.ts";
import { numberOf, textOf } from "../../rows/index.ts";
import { announcedIn } from "./announce.ts";
import { completeJobs, type QueuedJob } from "./complete.ts";
import { completeAndTake } from "./complete-and-take.ts";
import { giveBack, releaseForgotten } from "./give-back.ts";
import { channels, listenOn } from "./listen.ts";
import type { QueueParts } from "./parts.ts";
import { type TakenJob, takeApart, takeJobs } from "./take.ts";
import { leaseOf, renewSql, reportSql } from "./worker-queue-sql.ts";

interface Wanted {
  readonly worker: Pick<WorkerFacts, "id">;
  readonly most: number;
}

/** The queue as a worker uses it. */
export class PostgresWorkerQueue implements WorkerQueue {
  readonly #parts: QueueParts;
  /** The queue of each job that this process holds. */
  #held = new Map<string, string>();
  /** The same, of those that it took before it registered last: what has ended by then can still be stored. */
  #heldBefore = new Map<string, string>();
  readonly #refused = new Set<string>();
  /** Jobs of which it is on the disk that their code has begun. */
  readonly #begun = new Set<string>();
  /** What takes that still go on have brought: the worker does not know these jobs yet. */
  readonly #arriving = new Set<readonly ClaimedJob[]>();

  constructor(parts: QueueParts) {
    this.#parts = parts;
  }

  readonly register = async (worker: WorkerFacts & { readonly leaseMs: number }): Promise<void> => {
    const { id, host, process, wct, node, labels, slots, leaseMs } = worker;
    // What it refused, it refused under another id.
    this.#refused.clear();
    // Its lost jobs are in these, and most are never heard of again.
    [this.#heldBefore, this.#held] = [this.#held, new Map()];
    this.#begun.clear();
    await this.#parts.database.transaction((session) =>
      session.run(
        `INSERT INTO wct.workers (id, host, process, wct, node, labels, slots, lease_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, ${leaseOf(8)}) ON CONFLICT DO NOTHING`,
        [id, host, process, wct, node, labels, slots, leaseMs],
      ),
    );
  };

  readonly renew: WorkerQueue["renew"] = async (worker, { leaseMs, holds }) => {
    const { database } = this.#parts;
    const known = [...holds, ...[...this.#arriving].flat()];
    const values = [worker, leaseMs, known.map(({ id }) => id), known.map(({ claim }) => claim)];
    const rows = await database.rows(renewSql, values);
    const jobs = rows.filter((row) => row["job"] !== null);
    for (const row of jobs) if (row["queue"] !== null) await releaseForgotten(this.#parts, row);
    const gone = jobs.filter((row) => row["queue"] === null);
    if (rows.length === 0) return null;
    const refs = gone.map((row) => ({ id: textOf(row, "job"), claim: numberOf(row, "claim") }));
    for (const job of refs) this.#released(job);
    return refs;
  };

  readonly leave = async (worker: string): Promise<void> => {
    await this.#parts.database.transaction((session) =>
      session.run("UPDATE wct.workers SET ended = 'left' WHERE id = $1 AND ended IS NULL", [worker]),
    );
  };

  readonly take: WorkerQueue["take"] = async (worker, most) => {
    const names = await this.#parts.queues.fitting(worker.labels);
    const taken: ClaimedJob[] = [];
    this.#arriving.add(taken);
    try {
      for (const queue of names) if (taken.length < most) await this.#takeInto(taken, queue, { worker, most });
    } finally {
      // The worker knows them as soon as this has returned.
      setImmediate(() => this.#arriving.delete(taken));
    }
    return taken;
  };

  readonly report = async (job: JobRef, body: RemoteReport): Promise<boolean> => {
    const { id, claim } = job;
    const hasBegun = body.thread !== undefined;
    const sql = reportSql(this.#begun.has(nameOf(job)) && body.notes.length === 0 && body.costs.length === 0);
    const isOwn = (await this.#parts.database.rows(sql, [id, claim, body, hasBegun])).length === 1;
    if (isOwn && hasBegun && this.#held.has(nameOf(job))) this.#begun.add(nameOf(job));
    return isOwn;
  };

  readonly complete = (jobs: readonly CompletedJob[]): Promise<void> => this.#complete(this.#queuedOf(jobs));

  readonly completeAndTake: WorkerQueue["completeAndTake"] = async (jobs, { worker, most, taken }) => {
    const queued = this.#queuedOf(jobs);
    const [queue, ...others] = await this.#parts.queues.fitting(worker.labels).catch(() => []);
    if (queue === undefined || others.length > 0 || most <= 0) {
      await this.#complete(queued);
      return taken(await this.take(worker, most).catch(() => null));
    }
    const taking = { worker: worker.id, queue, most, refused: this.#refused };
    const { isCompleted, isTakenApart } = await completeAndTake(this.#parts, queued, {
      ...taking,
      taken: (those) => taken(those === null ? null : this.#hold(those)),
    });
    if (!isCompleted) await this.#completeEach(queued);
    if (isTakenApart) taken(await this.take(worker, most).catch(() => null));
  };

  readonly giveBack = async (job: JobRef, unfit: string | null): Promise<void> => {
    const queue = this.#released(job);
    if (unfit !== null) this.#refused.add(job.id);
    if (queue !== undefined) await giveBack(this.#parts, { ...job, queue, unfit });
  };

  readonly listen = (on: WorkerQueueListener): Promise<JobListening> =>
    listenOn(this.#parts.database, [channels.jobs, channels.withdrawn], {
      heard: (channel, payload) => {
        if (channel === channels.withdrawn) return on.withdrawn(payload);
        const { queue, workers } = announcedIn(payload);
        this.#parts.queues.heard(queue);
        on.jobs(workers);
      },
      again: () => on.jobs(null),
    });

  readonly close = (): Promise<void> => this.#parts.boss.stop({ graceful: false, close: false });

  async #takeInto(taken: ClaimedJob[], queue: string, { worker, most }: Wanted): Promise<void> {
    try {
      taken.push(...(await this.#takeOf(queue, worker.id, most - taken.length)));
    } catch (error) {
      // Those of the queues before are claimed.
      if (taken.length === 0) throw error;
    }
  }

  async #takeOf(queue: string, worker: string, most: number): Promise<readonly ClaimedJob[]> {
    const taking = { worker, queue, most, refused: this.#refused };
    const taken = await this.#parts.database.session((session) => takeJobs(this.#parts, session, taking));
    return this.#hold(taken ?? (await takeApart(this.#parts, taking)));
  }

  #hold(taken: readonly TakenJob[]): readonly ClaimedJob[] {
    for (const job of taken) this.#held.set(nameOf(job), job.queue);
    return taken.map(({ id, claim, order }) => ({ id, claim, order }));
  }

  async #complete(jobs: readonly QueuedJob[]): Promise<void> {
    if (!(await this.#parts.database.session((session) => completeJobs(session, jobs)))) await this.#completeEach(jobs);
  }

  /** One of them is another's: the rest must not be lost with it. */
  async #completeEach(jobs: readonly QueuedJob[]): Promise<void> {
    for (const job of jobs) await this.#parts.database.session((session) => completeJobs(session, [job]));
  }

  #queuedOf(jobs: readonly CompletedJob[]): readonly QueuedJob[] {
    return jobs.flatMap((job) => {
      const queue = this.#released(job);
      return queue === undefined ? [] : [{ ...job, queue }];
    });
  }

  #released(job: JobRef): string | undefined {
    const name = nameOf(job);
    const queue = this.#held.get(name) ?? this.#heldBefore.get(name);
    for (const known of [this.#held, this.#heldBefore, this.#begun]) known.delete(name);
    return queue;
  }
}

const nameOf = ({ id, claim }: JobRef): string => `${id} ${claim}`;
