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
import type { Session } from "../database.ts";
import { announcedIn } from "./announce.ts";
import { bossSchema, within } from "./boss.ts";
import { completeJobs, NotOwn, unlessNotOwn } from "./complete.ts";
import { giveBack, releaseForgotten } from "./give-back.ts";
import { channels, listenOn } from "./listen.ts";
import type { QueueParts } from "./parts.ts";
import { aliveSql, claimSql, leaseOf, renewSql, reportSql } from "./worker-queue-sql.ts";

/** The queue as a worker uses it. */
export class PostgresWorkerQueue implements WorkerQueue {
  readonly #parts: QueueParts;
  /** The queue of each job that this process holds. */
  readonly #held = new Map<string, string>();
  readonly #refused = new Set<string>();

  constructor(parts: QueueParts) {
    this.#parts = parts;
  }

  readonly register = async (worker: WorkerFacts & { readonly leaseMs: number }): Promise<void> => {
    const { id, host, process, wct, node, labels, slots, leaseMs } = worker;
    // What it refused, it refused under another id.
    this.#refused.clear();
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
    const values = [worker, leaseMs, holds.map(({ id }) => id), holds.map(({ claim }) => claim)];
    const rows = await database.transaction((session) => session.rows(renewSql, values), "forgettable");
    const jobs = rows.filter((row) => row["job"] !== null);
    for (const row of jobs) if (row["queue"] !== null) await releaseForgotten(this.#parts, row);
    const gone = jobs.filter((row) => row["queue"] === null);
    return rows.length === 0 ? null : gone.map((row) => ({ id: textOf(row, "job"), claim: numberOf(row, "claim") }));
  };

  readonly leave = async (worker: string): Promise<void> => {
    await this.#parts.database.transaction((session) =>
      session.run("UPDATE wct.workers SET ended = 'left' WHERE id = $1 AND ended IS NULL", [worker]),
    );
  };

  readonly take = async (worker: Pick<WorkerFacts, "id" | "labels">, most: number): Promise<readonly ClaimedJob[]> => {
    const { database, queues } = this.#parts;
    const names = await queues.fitting(worker.labels);
    if (names.length === 0) return [];
    const taking = database.transaction(async (session) => {
      const jobs: FetchedJob[] = [];
      for (const queue of names) {
        if (jobs.length < most) jobs.push(...(await this.#fetch(session, queue, most - jobs.length)));
      }
      return jobs.length === 0 ? jobs : await claimed(session, worker.id, jobs);
    }, "forgettable");
    const taken = await taking.catch((error: unknown) => {
      unlessNotOwn(error);
      return [];
    });
    for (const job of taken) this.#held.set(nameOf(job), job.queue);
    return taken.map(({ id, claim, order }) => ({ id, claim, order }));
  };

  readonly report = async ({ id, claim }: JobRef, body: RemoteReport): Promise<boolean> =>
    (await this.#parts.database.rows(reportSql, [id, claim, body, body.thread !== undefined])).length === 1;

  readonly complete = async (jobs: readonly CompletedJob[]): Promise<void> => {
    const queued = jobs.flatMap((job) => {
      const queue = this.#released(job);
      return queue === undefined ? [] : [{ ...job, queue }];
    });
    try {
      await completeJobs(this.#parts, queued);
    } catch (error) {
      if (!(error instanceof NotOwn)) throw error;
      // One of them is another's: the rest must not be lost with it.
      for (const job of queued) await completeJobs(this.#parts, [job]).catch(unlessNotOwn);
    }
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

  async #fetch(session: Session, queue: string, most: number): Promise<readonly FetchedJob[]> {
    const options = { batchSize: most, ignoreGroups: [...this.#refused], ...within(session) };
    const found = await this.#parts.boss.fetch<unknown>(queue, options);
    return found.map((job) => ({ id: job.id, claim: job.retryCount, order: job.data, queue }));
  }

  #released(job: JobRef): string | undefined {
    const queue = this.#held.get(nameOf(job));
    this.#held.delete(nameOf(job));
    return queue;
  }
}

/** Claims jobs for a worker that is not lost; deletes those that are not of a run in this store. */
async function claimed(session: Session, worker: string, jobs: readonly FetchedJob[]): Promise<readonly FetchedJob[]> {
  const rows = await session.rows(claimSql, [worker, JSON.stringify(jobs)]);
  const own = new Set(rows.map((row) => textOf(row, "job")));
  const strays = jobs.filter(({ id }) => !own.has(id)).map(({ id }) => id);
  if (strays.length > 0) {
    if ((await session.rows(aliveSql, [worker])).length === 0) throw new NotOwn();
    await session.run(
      `DELETE FROM ${bossSchema}.job WHERE name IN (SELECT name FROM wct.queues) AND id = ANY($1::uuid[])`,
      [strays],
    );
  }
  return jobs.filter(({ id }) => own.has(id));
}

const nameOf = ({ id, claim }: JobRef): string => `${id} ${claim}`;

interface FetchedJob extends ClaimedJob {
  readonly queue: string;
}
