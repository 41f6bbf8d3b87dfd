import { setTimeout as delay } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import type { StoredRow } from "../rows/index.ts";
import type { OpenedSessions } from "./driver.ts";
import { isTransient, postgresError } from "./problems.ts";
import { copyIn, type SendBytes } from "./session/copy-in.ts";
import { copiedRows } from "./session/copy-out.ts";
import type { StatementNames } from "./session/statement-names.ts";
import { Turns } from "./session/turns.ts";
import type { AnswerWatch } from "./session/watch.ts";

/** Runs statements in one session. */
export interface Session {
  readonly rows: (sql: string, values?: readonly unknown[]) => Promise<readonly StoredRow[]>;
  /** Returns the number of changed rows. */
  readonly run: (sql: string, values?: readonly unknown[]) => Promise<number>;
  /** Does two things that need no answer of each other: without waiting between them, if the driver can. */
  readonly both: <A, B>(one: () => Promise<A>, other: () => Promise<B>) => Promise<readonly [A, B]>;
  /** Runs a statement whose answer is awaited with that of the commit. It must be the last one. */
  readonly last: (sql: string, values: readonly unknown[]) => void;
  /** Inserts many bytes; see {@link copyIn}. */
  readonly copy: (into: string, give: (send: SendBytes) => Promise<void>) => Promise<void>;
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
const usualPatience = 30_000;

interface DatabaseOptions {
  /** The URL without a password. */
  readonly shown: string;
  readonly patience?: number | undefined;
  /** Names of statements that the server keeps; it keeps none by default. */
  readonly names?: StatementNames;
  readonly frequent?: Database;
}

/** The database of a store: statements and transactions, repeated if the connection was lost. */
export class Database {
  /** The URL without a password. */
  readonly shown: string;
  /** Uploads take turns, because each has a session for as long as it lasts, and frames must not wait for one. */
  readonly uploads: Turns = new Turns(2);
  readonly #pool: Pool;
  readonly #watch: AnswerWatch;
  readonly #patience: number;
  readonly #names: StatementNames | undefined;
  readonly #frequent: Database | undefined;

  constructor(
    { pool, watch }: Pick<OpenedSessions, "pool" | "watch">,
    { shown, patience = usualPatience, names, frequent }: DatabaseOptions,
  ) {
    this.#pool = pool;
    this.#watch = watch;
    this.#patience = patience;
    this.#names = names;
    this.#frequent = frequent;
    this.shown = shown;
  }

  /** The same database in sessions for statements that are repeated often. They cannot copy. */
  get frequent(): Database {
    return this.#frequent ?? this;
  }

  /** Returns the rows of a statement that changes nothing. Throws a WCT_STORE_* error. */
  async rows(sql: string, values: readonly unknown[] = []): Promise<readonly StoredRow[]> {
    return await this.#read(async (client) => (await client.query(statementOf(sql, values, this.#names))).rows);
  }

  /** Returns rows of many bytes; see {@link copiedRows}. */
  async copied(sql: string): Promise<readonly (readonly Buffer[])[]> {
    return await this.#read((client) => copiedRows(client, sql));
  }

  /**
   * Runs `work` as one transaction. If the connection is lost, runs it again, although the first attempt may have been
   * committed: it must find that out, or must be harmless twice. `lock`: of {@link locks}; held to the end.
   */
  async transaction<T>(work: (session: Session) => Promise<T>, lock: keyof typeof locking = "none"): Promise<T> {
    return await this.#repeated("write", async () => {
      const client = await this.#pool.connect();
      const { session, ended } = sessionOf(client, this.#watch, this.#names);
      try {
        const begun = session.run(`BEGIN; ${locking[lock]}`);
        begun.catch(() => undefined);
        if (!isPipelined(client)) await begun;
        const result = await work(session);
        await Promise.all([begun, ended(), session.run("COMMIT")]);
        client.release();
        return result;
      } catch (error) {
        await abandon(client, session, error);
        throw error;
      }
    });
  }

  /**
   * Runs `work` in one session, in which each statement is a transaction of its own. If the connection is lost, runs it
   * again, as a transaction.
   */
  async session<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return await this.#repeated("write", async () => {
      const client = await this.#pool.connect();
      try {
        const result = await work(sessionOf(client, this.#watch, this.#names).session);
        client.release();
        return result;
      } catch (error) {
        client.release(isTransient(error));
        throw error;
      }
    });
  }

  /** Allows so many sessions more, for callers that hold some. */
  allowMore(sessions: number): void {
    this.#pool.options.max += sessions;
  }

  /** Opens a session, in which it runs these statements, and which the caller releases. Throws a WCT_STORE_* error. */
  async hold(statements: readonly string[]): Promise<PoolClient> {
    return await this.#repeated("read", async () => {
      const client = await this.#pool.connect();
      try {
        for (const sql of statements) await this.#watch.answered(client, client.query(sql));
        return client;
      } catch (error) {
        client.release(true);
        throw error;
      }
    });
  }

  /** Milliseconds without an answer after which a connection may be lost. */
  get silence(): number {
    return this.#watch.silence;
  }

  async close(): Promise<void> {
    await this.#frequent?.close();
    await this.#pool.end().catch(() => undefined);
  }

  async #read<T>(statement: (client: PoolClient) => Promise<T>): Promise<T> {
    return await this.#repeated("read", async () => {
      const client = await this.#pool.connect();
      try {
        const result = await this.#watch.answered(client, statement(client));
        client.release();
        return result;
      } catch (error) {
        client.release(isTransient(error));
        throw error;
      }
    });
  }

  async #repeated<T>(action: "read" | "write", work: () => Promise<T>): Promise<T> {
    let until: number | null = null;
    for (let wait = 50; ; wait = Math.min(wait * 2, 1000)) {
      try {
        return await work();
      } catch (error) {
        until ??= performance.now() + this.#patience;
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

interface BegunSession {
  readonly session: Session;
  /** Throws what a last statement failed with. */
  readonly ended: () => Promise<unknown>;
}

function sessionOf(client: PoolClient, watch: AnswerWatch, names: StatementNames | undefined): BegunSession {
  const query = (sql: string, values: readonly unknown[]) =>
    watch.answered(client, client.query(statementOf(sql, values, names)));
  let last: Promise<unknown> = Promise.resolve();
  const session: Session = {
    rows: async (sql, values = []) => (await query(sql, values)).rows,
    run: async (sql, values = []) => (await query(sql, values)).rowCount ?? 0,
    copy: (into, give) => watch.answered(client, copyIn(client, into, give)),
    both: async (one, other) =>
      isPipelined(client) ? await bothSettled(one(), other()) : [await one(), await other()],
    last: (sql, values) => {
      last = query(sql, values);
      last.catch(() => undefined);
    },
  };
  return { session, ended: () => last };
}

function statementOf(sql: string, values: readonly unknown[], names: StatementNames | undefined) {
  const name = names !== undefined && isOne.test(sql) ? names.of(sql) : undefined;
  return { ...(name === undefined ? {} : { name }), text: sql, values: [...values] };
}

/** Several statements at once, and those that end a transaction, are never kept. */
const isOne = /^\s*(?:WITH|SELECT|INSERT|UPDATE|DELETE)\b[^;]*$/i;

/** Drivers before 8.23 know nothing of it, and must not be given a statement before the last one has ended. */
const isPipelined = (client: PoolClient): boolean => client.pipeline === true;

/** Throws what one failed with after the other has ended as well: nobody else may have the session before. */
async function bothSettled<A, B>(one: Promise<A>, other: Promise<B>): Promise<readonly [A, B]> {
  await Promise.allSettled([one, other]);
  return [await one, await other];
}

/** Ends the transaction. A session that cannot is closed. */
async function abandon(client: PoolClient, session: Session, error: unknown): Promise<void> {
  if (isTransient(error)) return client.release(true);
  try {
    await session.run("ROLLBACK");
    client.release();
  } catch {
    client.release(true);
  }
}
