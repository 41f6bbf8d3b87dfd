import type { ClaimedJob } from "../../../domain/index.ts";
import { textOf } from "../../rows/index.ts";
import type { Session } from "../database.ts";
import { bossSchema, rowsOf } from "./boss.ts";
import { forgettable, required, unlessRefused } from "./fence.ts";
import type { QueueParts } from "./parts.ts";
import { aliveSql, claimSql, runOfOrder } from "./worker-queue-sql.ts";

export interface TakenJob extends ClaimedJob {
  readonly queue: string;
}

export interface Taking {
  readonly worker: string;
  readonly queue: string;
  readonly most: number;
  /** Jobs that the worker has refused. */
  readonly refused: ReadonlySet<string>;
}

/**
 * Takes jobs of one queue, and claims them, in one statement. Returns null, and takes nothing, if a job is not of a run in
 * this store, or the worker counts as lost: {@link takeApart} tells them apart.
 */
export async function takeJobs(
  { boss }: QueueParts,
  session: Session,
  taking: Taking,
): Promise<readonly TakenJob[] | null> {
  const executeSql = async (text: string, values: readonly unknown[] = []) => {
    const rows = await session.rows(takeSql(text, values.length), [...values, taking.worker, taking.queue]);
    return { rows: rowsOf(rows) };
  };
  return await unlessRefused(
    boss.fetch(taking.queue, { ...optionsOf(taking), db: { executeSql } }).then(jobsOf(taking)),
  );
}

/** The statement of pg-boss that takes jobs changes one table, so it can be part of one that claims them as well. */
const takeSql = (text: string, values: number): string => `
  WITH ${forgettable},
  fetched AS (${text}),
  alive AS (${aliveSql(values + 1)} FOR SHARE),
  claimed AS (
    INSERT INTO wct.claims (job, claim, queue, run_key, worker, artifact)
    SELECT f.id, f."retryCount", $${values + 2}, r.run_key, alive.id, COALESCE(f.data->>'artifact', '')
    FROM fetched f JOIN wct.runs r ON ${runOfOrder("f.data")} CROSS JOIN alive
    ON CONFLICT (job, claim) DO UPDATE SET worker = EXCLUDED.worker, has_begun = false
    RETURNING job
  )
  SELECT f.*, ${required("c.job IS NOT NULL")} FROM relaxed, fetched f LEFT JOIN claimed c ON c.job = f.id`;

/**
 * Takes jobs as {@link takeJobs} does, but for those that are not of a run in this store, which it deletes. Returns none
 * for a worker that counts as lost.
 */
export async function takeApart({ database, boss }: QueueParts, taking: Taking): Promise<readonly TakenJob[]> {
  const executeSqlIn =
    (session: Session) =>
    async (text: string, values: readonly unknown[] = []) => ({
      rows: rowsOf(await session.rows(text, values)),
    });
  const taken = database.transaction(async (session) => {
    const db = { executeSql: executeSqlIn(session) };
    const jobs = jobsOf(taking)(await boss.fetch<unknown>(taking.queue, { ...optionsOf(taking), db }));
    return jobs.length === 0 ? jobs : await claimed(session, taking.worker, jobs);
  }, "forgettable");
  return await taken.catch((error: unknown) => {
    if (error instanceof WorkerLost) return [];
    throw error;
  });
}

/** Rolls a transaction back because the worker counts as lost. */
class WorkerLost extends Error {}

/** Claims jobs for a worker that is not lost; deletes those that are not of a run in this store. */
async function claimed(session: Session, worker: string, jobs: readonly TakenJob[]): Promise<readonly TakenJob[]> {
  const rows = await session.rows(claimSql, [worker, JSON.stringify(jobs)]);
  const own = new Set(rows.map((row) => textOf(row, "job")));
  const strays = jobs.filter(({ id }) => !own.has(id)).map(({ id }) => id);
  if (strays.length > 0) {
    if ((await session.rows(aliveSql(1), [worker])).length === 0) throw new WorkerLost();
    await session.run(
      `DELETE FROM ${bossSchema}.job WHERE name IN (SELECT name FROM wct.queues) AND id = ANY($1::uuid[])`,
      [strays],
    );
  }
  return jobs.filter(({ id }) => own.has(id));
}

/** With what pg-boss knows of a job, for its priority. */
const optionsOf = ({
  most,
  refused,
}: Taking): { batchSize: number; includeMetadata: true; ignoreGroups: string[] } => ({
  batchSize: most,
  includeMetadata: true,
  ignoreGroups: [...refused],
});

interface FetchedRow {
  readonly id: string;
  readonly retryCount: number;
  readonly data: unknown;
  readonly priority: number;
}

/** The most urgent first: pg-boss returns them in any order. */
const jobsOf =
  ({ queue }: Taking) =>
  (found: readonly FetchedRow[]): readonly TakenJob[] =>
    found
      .toSorted((a, b) => b.priority - a.priority)
      .map(({ id, retryCount, data }) => ({ id, claim: retryCount, order: data, queue }));
