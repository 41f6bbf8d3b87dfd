import {
  type CoordinatorQueue,
  isRunId,
  type KnownWorker,
  type RemoteJob,
  type RemoteMode,
  type RunHolder,
  type RunId,
  type RunUpdates,
} from "../../../domain/index.ts";
import { runNotFound } from "../../records/index.ts";
import { numberOf, textOf, wordOf } from "../../rows/index.ts";
import { announce } from "./announce.ts";
import { bossSchema, within } from "./boss.ts";
import { recordedByAnother } from "./consume.ts";
import { channels, listenOn } from "./listen.ts";
import type { QueueParts } from "./parts.ts";
import { sweepWorkers } from "./sweep.ts";
import { readUpdates } from "./updates.ts";
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
         AND (writer IS NULL OR lease_until < clock_timestamp()) ORDER BY run_key`,
    );
    return rows.flatMap((row) => {
      const run = textOf(row, "id");
      return isRunId(run) ? [{ run, mode: wordOf(row, "remote", ["all", "slow"] as const) }] : [];
    });
  };

  readonly submit: CoordinatorQueue["submit"] = async ({ run, writer }, jobs, near) => {
    const { database, boss } = this.#parts;
    const [byQueue, key] = await Promise.all([this.#byQueue(jobs), this.#keyOf(run)]);
    // What a crash of the server forgets is submitted again: the coordinator repeats what it waits for.
    await database.transaction(async (session) => {
      const insert = async (): Promise<void> => {
        for (const [name, those] of byQueue) {
          await session.both(
            () => boss.insert(name, those.map(insertion), within(session)),
            () => announce(session, { queue: name, jobs: those.length, near }),
          );
        }
      };
      // A coordinator that was paused does not know that another has taken the run over, or finished it.
      const [held] = await session.both(() => session.rows(heldSql, [key, writer]), insert);
      if (held.length === 0) throw recordedByAnother();
    }, "forgettable");
  };

  readonly withdraw = async ({ run, writer }: RunHolder, jobs: readonly string[]): Promise<void> => {
    if (jobs.length === 0) return;
    const key = await this.#keyOf(run);
    await this.#parts.database.transaction(async (session) => {
      if ((await session.rows(heldSql, [key, writer])).length === 0) throw recordedByAnother();
      for (const table of ["claims", "outcomes", "reports"])
        await session.run(`DELETE FROM wct.${table} WHERE run_key = $1 AND job = ANY($2::uuid[])`, [key, jobs]);
      await session.run(
        `DELETE FROM ${bossSchema}.job WHERE name IN (SELECT name FROM wct.queues) AND id = ANY($1::uuid[])`,
        [jobs],
      );
      await session.rows(withdrawnSql, [channels.withdrawn, jobs]);
    });
  };

  readonly updates = async ({ run, writer }: RunHolder, held: readonly string[]): Promise<RunUpdates> =>
    readUpdates(this.#parts.database, [await this.#keyOf(run), held, writer]);

  readonly onUpdate = async (run: RunId, listener: () => void): Promise<() => Promise<void>> => {
    const names = [channels.updates(await this.#keyOf(run))];
    const listening = await listenOn(this.#parts.database, names, { heard: listener, again: listener });
    return async () => listening.close();
  };

  readonly workers = (): Promise<readonly KnownWorker[]> => knownWorkers(this.#parts.database);

  readonly sweep = (): Promise<void> => sweepWorkers(this.#parts);

  readonly clear = async (run: RunId): Promise<void> => {
    const key = await this.#keyOf(run);
    await this.#parts.database.transaction(async (session) => {
      for (const table of ["claims", "outcomes", "reports", "refusals"])
        await session.run(`DELETE FROM wct.${table} WHERE run_key = $1`, [key]);
      await session.run(resumedSql, [key]);
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

/** A run that another one resumes is neither taken over nor continued by a coordinator that was paused. */
const resumedSql = `
  UPDATE wct.runs SET remote = NULL, writer = NULL
  WHERE run_key = $1 AND outcome IS NULL AND (writer IS NULL OR lease_until < clock_timestamp())`;

/** A row if a writer holds a run that has not ended. No other takes it over before the transaction has ended. */
const heldSql = "SELECT 1 FROM wct.runs WHERE run_key = $1 AND outcome IS NULL AND writer = $2 FOR SHARE";

const insertion = ({ id, priority, order }: RemoteJob) => ({ id, priority, data: order, group: { id } });
