import {
  type CoordinatorQueue,
  isRunId,
  type KnownWorker,
  type RemoteJob,
  type RemoteMode,
  type RemoteUpdate,
  type RunId,
  type RunUpdates,
} from "../../../domain/index.ts";
import { runNotFound } from "../../records/index.ts";
import { numberOf, type StoredRow, textOf, textOrNull, wordOf } from "../../rows/index.ts";
import { announce } from "./announce.ts";
import { bossSchema, within } from "./boss.ts";
import { recordedByAnother } from "./consume.ts";
import { channels, listenOn } from "./listen.ts";
import type { QueueParts } from "./parts.ts";
import { sweepWorkers } from "./sweep.ts";
import { knownWorkers } from "./workers.ts";

/** The queue as the coordinator of a run uses it. */
export class PostgresCoordinatorQueue implements CoordinatorQueue {
  readonly #parts: QueueParts;
  readonly #keys = new Map<RunId, number>();

  constructor(parts: QueueParts) {
    this.#parts = parts;
  }

  readonly mark: CoordinatorQueue["mark"] = async (run, { mode, plan }) => {
    await this.#parts.database.transaction((session) =>
      session.run("UPDATE wct.runs SET remote = $2, remote_plan = $3 WHERE id = $1", [run, mode, plan]),
    );
  };

  readonly abandoned = async (): Promise<readonly { readonly run: RunId; readonly mode: RemoteMode }[]> => {
    const rows = await this.#parts.database.rows(
      `SELECT id, remote FROM wct.runs WHERE remote IS NOT NULL AND outcome IS NULL AND events > 0
         AND writer IS NOT NULL AND lease_until < clock_timestamp() ORDER BY run_key`,
    );
    return rows.flatMap((row) => {
      const run = textOf(row, "id");
      return isRunId(run) ? [{ run, mode: wordOf(row, "remote", ["all", "slow"] as const) }] : [];
    });
  };

  readonly submit: CoordinatorQueue["submit"] = async (run, jobs, near) => {
    const { database, boss } = this.#parts;
    const [byQueue, key] = await Promise.all([this.#byQueue(jobs), this.#keyOf(run)]);
    // What a crash of the server forgets is submitted again: the coordinator repeats what it waits for.
    await database.transaction(async (session) => {
      for (const [name, those] of byQueue) {
        await session.both(
          () => boss.insert(name, those.map(insertion), within(session)),
          () => announce(session, { queue: name, jobs: those.length, near }),
        );
      }
      // A coordinator that was paused does not know that another has finished the run, and removed its jobs.
      if ((await session.rows(unfinishedSql, [key])).length === 0) throw recordedByAnother();
    }, "forgettable");
  };

  readonly withdraw = async (run: RunId, jobs: readonly string[]): Promise<void> => {
    if (jobs.length === 0) return;
    const key = await this.#keyOf(run);
    await this.#parts.database.transaction(async (session) => {
      for (const table of ["claims", "outcomes", "reports"])
        await session.run(`DELETE FROM wct.${table} WHERE run_key = $1 AND job = ANY($2::uuid[])`, [key, jobs]);
      await session.run(
        `DELETE FROM ${bossSchema}.job WHERE name IN (SELECT name FROM wct.queues) AND id = ANY($1::uuid[])`,
        [jobs],
      );
      await session.rows(withdrawnSql, [channels.withdrawn, jobs]);
    });
  };

  readonly updates = async (run: RunId, held: readonly string[]): Promise<RunUpdates> =>
    updatesOf(await this.#parts.database.rows(updatesSql, [await this.#keyOf(run), held]));

  readonly onUpdate = async (run: RunId, listener: () => void): Promise<() => Promise<void>> => {
    const names = [channels.updates(await this.#keyOf(run))];
    return await listenOn(this.#parts.database, names, { heard: listener, again: listener });
  };

  readonly workers = (): Promise<readonly KnownWorker[]> => knownWorkers(this.#parts.database);

  readonly sweep = (): Promise<void> => sweepWorkers(this.#parts);

  readonly clear = async (run: RunId): Promise<void> => {
    const key = await this.#keyOf(run);
    await this.#parts.database.transaction(async (session) => {
      for (const table of ["claims", "outcomes", "reports", "refusals"])
        await session.run(`DELETE FROM wct.${table} WHERE run_key = $1`, [key]);
      const gone = await session.rows(`DELETE FROM ${bossSchema}.job WHERE data->>'run' = $1 RETURNING id`, [run]);
      await session.rows(withdrawnSql, [channels.withdrawn, gone.map((row) => textOf(row, "id"))]);
    });
  };

  readonly close = (): Promise<void> => this.#parts.boss.stop({ graceful: false, close: false });

  async #byQueue(jobs: readonly RemoteJob[]): Promise<ReadonlyMap<string, readonly RemoteJob[]>> {
    const byQueue = new Map<string, RemoteJob[]>();
    for (const job of jobs) {
      const name = await this.#parts.queues.require(job.labels);
      const same = byQueue.get(name);
      if (same === undefined) byQueue.set(name, [job]);
      else same.push(job);
    }
    return byQueue;
  }

  async #keyOf(run: RunId): Promise<number> {
    const known = this.#keys.get(run);
    if (known !== undefined) return known;
    const [row] = await this.#parts.database.rows("SELECT run_key FROM wct.runs WHERE id = $1", [run]);
    if (row === undefined) throw runNotFound(run);
    const key = numberOf(row, "run_key");
    this.#keys.set(run, key);
    return key;
  }
}

const withdrawnSql = "SELECT pg_notify($1, job) FROM unnest($2::text[]) AS job";

const unfinishedSql = "SELECT 1 FROM wct.runs WHERE run_key = $1 AND outcome IS NULL";

const insertion = ({ id, priority, order }: RemoteJob) => ({ id, priority, data: order, group: { id } });

/**
 * Consumes the reports. Outcomes stay until a frame records them. Both are from one snapshot. Workers do not wait for the
 * disk, and what others build on must not be forgotten by a server that crashes: with outcomes, the statement writes a
 * message, so that its commit waits until all that was committed before is on the disk.
 */
const updatesSql = `
  WITH told AS (DELETE FROM wct.reports WHERE run_key = $1 RETURNING report_key, job, claim, worker, body),
  ended AS MATERIALIZED (SELECT * FROM wct.outcomes WHERE run_key = $1 AND NOT (job = ANY($2::uuid[]))),
  flushed AS MATERIALIZED (SELECT pg_logical_emit_message(true, 'wct', '') AS place WHERE EXISTS (SELECT FROM ended))
  SELECT t.report_key AS place, t.job, t.claim, t.worker, w.host, t.body, true AS is_report, false AS has_object
  FROM told t LEFT JOIN wct.workers w ON w.id = t.worker
  UNION ALL
  SELECT 0, o.job, o.claim, o.worker, w.host, o.body, false, EXISTS (SELECT 1 FROM wct.objects b WHERE b.digest = o.object)
  FROM ended o LEFT JOIN wct.workers w ON w.id = o.worker
  WHERE EXISTS (SELECT FROM flushed)
  ORDER BY place, job`;

function updatesOf(rows: readonly StoredRow[]): RunUpdates {
  const all = rows.map((row) => ({ isReport: row["is_report"] === true, update: jobUpdate(row) }));
  return {
    reports: all.filter(({ isReport }) => isReport).map(({ update }) => update),
    outcomes: all.filter(({ isReport }) => !isReport).map(({ update }) => update),
  };
}

const jobUpdate = (row: StoredRow): RemoteUpdate => ({
  job: textOf(row, "job"),
  claim: numberOf(row, "claim"),
  worker: textOrNull(row, "worker"),
  host: textOrNull(row, "host"),
  body: row["body"],
  hasObject: row["has_object"] === true,
});
