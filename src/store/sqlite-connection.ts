import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { wctError } from "../diagnostics/index.ts";
import { ensurePrivateFile, names, storeNotFound } from "./folder.ts";
import { applicationId, migrations } from "./migrations.ts";
import { guarded } from "./store-errors.ts";

/** Milliseconds that a statement waits for another process's transaction. */
const busyTimeout = 15_000;
/** Pages of the write-ahead log that start a checkpoint: each costs two syncs, so fewer than the usual 1000 pages. */
const checkpointPages = 16_000;
/** Bytes that the write-ahead log keeps on disk after a checkpoint. */
const walLimit = 64 << 20;

/** One connection, its prepared statements, and transactions. */
export class Connection {
  readonly dir: string;
  readonly #database: DatabaseSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #rollback: StatementSync;

  constructor(dir: string, database: DatabaseSync) {
    this.dir = dir;
    this.#database = database;
    // Takes the write lock at once: a transaction that starts by reading cannot wait for it later.
    this.#begin = database.prepare("BEGIN IMMEDIATE");
    this.#commit = database.prepare("COMMIT");
    this.#rollback = database.prepare("ROLLBACK");
  }

  prepare(sql: string): StatementSync {
    return guarded(this.dir, "read", () => this.#database.prepare(sql));
  }

  read<T>(work: () => T): T {
    return guarded(this.dir, "read", work);
  }

  /** All or nothing. Throws a WCT_STORE_* error. */
  transaction<T>(work: () => T): T {
    return guarded(this.dir, "write", () => {
      this.#begin.run();
      try {
        const result = work();
        this.#commit.run();
        return result;
      } catch (error) {
        if (this.#database.isTransaction) this.#rollback.run();
        throw error;
      }
    });
  }

  /** Empties the write-ahead log; false when somebody else still reads or writes it. */
  truncateLog(): boolean {
    return guarded(this.dir, "write", () => numberOf(this.#database, "PRAGMA wal_checkpoint(TRUNCATE)", "busy") === 0);
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}

/** Opens the database for writing: creates it, or migrates it forwards. */
export function openForWriting(dir: string): Connection {
  const path = join(dir, names.database);
  return guarded(dir, "open", () => {
    // SQLite gives its log and shared memory the mode of the database, so that comes first.
    ensurePrivateFile(path);
    const database = new DatabaseSync(path, { timeout: busyTimeout, defensive: true });
    return closedOnError(database, () => {
      retryWhileBusy(() => database.exec("PRAGMA journal_mode = WAL"));
      database.exec(
        `PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA journal_size_limit = ${walLimit}; PRAGMA wal_autocheckpoint = ${checkpointPages}`,
      );
      migrate(dir, database);
      return new Connection(dir, database);
    });
  });
}

/** Opens the database for reading; never waits for a writer and never keeps one waiting. */
export function openForReading(dir: string): Connection {
  return guarded(dir, "open", () => {
    const database = openReadOnly(join(dir, names.database));
    return closedOnError(database, () => {
      const version = versionOf(database);
      if (version === 0) throw storeNotFound(dir);
      refuseNewer(dir, version);
      return new Connection(dir, database);
    });
  });
}

function openReadOnly(path: string): DatabaseSync {
  const options = { readOnly: true, timeout: busyTimeout, defensive: true };
  const database = new DatabaseSync(path, options);
  try {
    versionOf(database);
    return database;
  } catch (error) {
    database.close();
    // In a folder that cannot be written to, the log's index cannot be made. Without a log none is needed.
    if (!isCannotOpen(error) || hasLog(path)) throw error;
    return new DatabaseSync(new URL(`${pathToFileURL(path)}?immutable=1`), options);
  }
}

function hasLog(path: string): boolean {
  return existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0;
}

function isCannotOpen(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === 14 || code === 8;
}

function closedOnError<T>(database: DatabaseSync, work: () => T): T {
  try {
    return work();
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(dir: string, database: DatabaseSync): void {
  if (versionOf(database) === migrations.length) return;
  database.exec("BEGIN IMMEDIATE");
  try {
    // Read again under the lock: another process may have migrated meanwhile.
    const version = versionOf(database);
    refuseNewer(dir, version);
    if (version === 0) refuseOtherDatabase(dir, database);
    for (const step of migrations.slice(version)) database.exec(step);
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}`);
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function versionOf(database: DatabaseSync): number {
  return numberOf(database, "PRAGMA user_version", "user_version");
}

function numberOf(database: DatabaseSync, sql: string, column: string): number {
  return Number(database.prepare(sql).get()?.[column] ?? 0);
}

function refuseNewer(dir: string, version: number): void {
  if (version <= migrations.length) return;
  throw wctError("WCT_STORE_NEWER", {
    message: `the store "${dir}" has version ${version}; this wct knows versions up to ${migrations.length}`,
    hint: "use the wct that wrote it, or a newer one, or choose another folder with --store",
  });
}

function refuseOtherDatabase(dir: string, database: DatabaseSync): void {
  if (numberOf(database, "SELECT count(*) AS tables FROM sqlite_schema", "tables") === 0) return;
  throw wctError("WCT_STORE_DAMAGED", {
    message: `"${names.database}" in "${dir}" is a database of another program`,
    hint: "choose another folder with --store",
  });
}

/** Turning the log on does not wait for another process that does the same, whatever the timeout says. */
function retryWhileBusy(work: () => void): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; ; waited += 10) {
    try {
      work();
      return;
    } catch (error) {
      if (sqliteCode(error) !== 5 || waited >= busyTimeout) throw error;
      Atomics.wait(pause, 0, 0, 10);
    }
  }
}

function sqliteCode(error: unknown): number | null {
  return error instanceof Error && "errcode" in error && typeof error.errcode === "number"
    ? error.errcode & 0xff
    : null;
}
