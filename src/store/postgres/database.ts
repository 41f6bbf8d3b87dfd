import { setTimeout as delay } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import type { StoredRow } from "../rows/index.ts";
import { copiedBytes } from "./copy-out.ts";
import { isTransient, postgresError } from "./problems.ts";

/** Runs statements in one session. */
export interface Session {
  readonly rows: (sql: string, values?: readonly unknown[]) => Promise<readonly StoredRow[]>;
  /** Returns the number of changed rows. */
  readonly run: (sql: string, values?: readonly unknown[]) => Promise<number>;
}

/** The locks by which processes agree; each is a pair of numbers that only wct uses ("wct" and a number). */
export const locks = {
  /** Held shared while a frame is committed, and alone while content is deleted. */
  content: "7824244, 1",
  /** Held alone while the tables are created or changed. */
  schema: "7824244, 2",
  /** Held alone while the tables of the queue are created or changed. */
  queue: "7824244, 3",
} as const;

/** Milliseconds for which lost connections are opened again before work fails. A server restarts in less. */
const patience = 30_000;

/** The database of a store: statements and transactions, repeated if the connection was lost. */
export class Database {
  /** The URL without a password. */
  readonly shown: string;
  readonly #pool: Pool;

  constructor(pool: Pool, shown: string) {
    this.#pool = pool;
    this.shown = shown;
  }

  /** Returns the rows of a statement that changes nothing. Throws a WCT_STORE_* error. */
  async rows(sql: string, values: readonly unknown[] = []): Promise<readonly StoredRow[]> {
    return await this.#repeated("read", async () => (await this.#pool.query(sql, [...values])).rows);
  }

  /** Returns the bytes in the only column of the only row of a query; see {@link copiedBytes}. */
  async bytes(sql: string): Promise<Buffer | null> {
    return await this.#repeated("read", async () => {
      const client = await this.#pool.connect();
      try {
        const bytes = await copiedBytes(client, sql);
        client.release();
        return bytes;
      } catch (error) {
        client.release(true);
        throw error;
      }
    });
  }

  /**
   * Runs `work` as one transaction. If the connection is lost, runs it again, although the first attempt may have been
   * committed: it must find that out, or must be harmless twice. `lock`: of {@link locks}; held to the end.
   */
  async transaction<T>(work: (session: Session) => Promise<T>, lock: keyof typeof locking = "none"): Promise<T> {
    return await this.#repeated("write", async () => {
      const client = await this.#pool.connect();
      try {
        await client.query(`BEGIN; ${locking[lock]}`);
        const result = await work(sessionOf(client));
        await client.query("COMMIT");
        client.release();
        return result;
      } catch (error) {
        await abandon(client, error);
        throw error;
      }
    });
  }

  /** Allows so many sessions more, for callers that hold some. */
  allowMore(sessions: number): void {
    this.#pool.options.max += sessions;
  }

  /** Opens a session that the caller releases. Throws a WCT_STORE_* error. */
  async hold(): Promise<PoolClient> {
    return await this.#repeated("read", () => this.#pool.connect());
  }

  async close(): Promise<void> {
    await this.#pool.end().catch(() => undefined);
  }

  async #repeated<T>(action: "read" | "write", work: () => Promise<T>): Promise<T> {
    const until = performance.now() + patience;
    for (let wait = 50; ; wait = Math.min(wait * 2, 1000)) {
      try {
        return await work();
      } catch (error) {
        if (!isTransient(error) || performance.now() + wait > until) throw postgresError(error, this.shown, action);
        await delay(wait);
      }
    }
  }
}

const locking = {
  none: "",
  content: `SELECT pg_advisory_xact_lock_shared(${locks.content})`,
  "content, alone": `SELECT pg_advisory_xact_lock(${locks.content})`,
  /** The commit does not wait for the disk: a server that crashes may forget it, and the caller does it again. */
  forgettable: "SET LOCAL synchronous_commit = off",
} as const;

export function sessionOf(client: Pick<PoolClient, "query">): Session {
  return {
    rows: async (sql, values = []) => (await client.query(sql, [...values])).rows,
    run: async (sql, values = []) => (await client.query(sql, [...values])).rowCount ?? 0,
  };
}

/** Ends the transaction. A session that cannot is closed. */
async function abandon(client: PoolClient, error: unknown): Promise<void> {
  if (isTransient(error)) return client.release(true);
  try {
    await client.query("ROLLBACK");
    client.release();
  } catch {
    client.release(true);
  }
}
