import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { wctError } from "../../diagnostics/index.ts";
import { damagedStore, ensurePrivateFile, guarded, names, type StoreAction, storeNotFound } from "../disk/index.ts";
import { applicationId, migrations } from "./migrations.ts";
import { schemaDamage } from "./schema-check.ts";

/** Milliseconds that a statement waits for another process's transaction. */
const busyTimeout = 15_000;
/**
 * Number of pages in the write-ahead log that start a checkpoint. Each checkpoint costs two syncs, so this is more than
 * the default of 1000 pages.
 */
const checkpointPages = 16_000;
/** Number of attempts, 10 ms apart, to empty the log while others use it. */
const truncateTries = 10;
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
    // Takes the write lock immediately, because a transaction that starts by reading cannot wait for it later.
    this.#begin = database.prepare("BEGIN IMMEDIATE");
    this.#commit = database.prepare("COMMIT");
    this.#rollback = database.prepare("ROLLBACK");
  }

  prepare(sql: string): StatementSync {
    return this.#guarded("read", () => this.#database.prepare(sql));
  }

  read<T>(work: () => T): T {
    return this.#guarded("read", work);
  }

  /** Returns the damage of the table definitions, one sentence each. */
  schemaDamage(): readonly string[] {
    return this.read(() => schemaDamage(this.#database));
  }

  /** Runs `work` as one transaction. Throws a WCT_STORE_* error. */
  transaction<T>(work: () => T): T {
    return this.#guarded("write", () => {
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

  /**
   * Moves committed data from the log into the database, with both synced, and empties the log. Returns false if other
   * readers or writers prevent this. Most of the work runs concurrently with others, and never waits for a reader.
   */
  checkpoint(): boolean {
    try {
      numberOf(this.#database, "PRAGMA wal_checkpoint(PASSIVE)", "busy");
      this.#database.exec("PRAGMA busy_timeout = 0");
      return this.#truncatePatiently();
    } catch {
      // The log still contains everything, and the next process that closes the store tries again.
      return false;
    } finally {
      this.#database.exec(`PRAGMA busy_timeout = ${busyTimeout}`);
    }
  }

  /** Each attempt holds the write lock only briefly, even if there are readers. */
  #truncatePatiently(): boolean {
    for (let tries = 1; !this.truncateLog(); tries++) {
      if (tries === truncateTries) return false;
      pause(10);
    }
    return true;
  }

  /** Returns whether the write-ahead log contains data. */
  hasLog(): boolean {
    return hasLog(join(this.dir, names.database));
  }

  /** Empties the write-ahead log. Returns false if another process still reads or writes it. */
  truncateLog(): boolean {
    return guarded(this.dir, "write", () => numberOf(this.#database, "PRAGMA wal_checkpoint(TRUNCATE)", "busy") === 0);
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  #guarded<T>(action: StoreAction, work: () => T): T {
    return guarded(this.dir, action, () => {
      try {
        return work();
      } catch (error) {
        // The statements are constant, so "no such column" means that the definitions changed, or a bug.
        throw isSqlError(error) && isSchemaDamaged(this.#database) ? damagedStore(this.dir, error) : error;
      }
    });
  }
}

/** Opens the database for writing: creates it, or migrates it to the newest version. */
export function openForWriting(dir: string): Connection {
  const path = join(dir, names.database);
  return guarded(dir, "open", () => {
    // SQLite gives its log and shared memory the mode of the database, so its file is created first.
    ensurePrivateFile(path);
    const database = new DatabaseSync(path, { timeout: busyTimeout, defensive: true });
    return closedOnError({ dir, database }, () => {
      refuseOtherDatabase(dir, database);
      retryWhileBusy(() => database.exec("PRAGMA journal_mode = WAL"));
      database.exec(
        `PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA journal_size_limit = ${walLimit}; PRAGMA wal_autocheckpoint = ${checkpointPages}`,
      );
      migrate(dir, database);
      return new Connection(dir, database);
    });
  });
}

/**
 * Opens the database for reading. Never waits for a writer and never blocks one. `isUntouched`: creates and changes no
 * file either, unless the write-ahead log has data, which only SQLite's shared memory makes readable.
 */
export function openForReading(dir: string, isUntouched = false): Connection {
  return guarded(dir, "open", () => {
    const database = isUntouched && !hasLog(join(dir, names.database)) ? openImmutable(dir) : openReadOnly(dir);
    return closedOnError({ dir, database }, () => {
      refuseOtherDatabase(dir, database);
      const version = versionOf(database);
      if (version === 0) throw isOurs(database) ? damagedStore(dir) : storeNotFound(dir);
      refuseNewer(dir, version);
      return new Connection(dir, database);
    });
  });
}

/**
 * Moves the log of a killed run into the database, or a log that other processes kept from being emptied. Does nothing
 * if the database is not writable, because the data is safe in the log.
 */
export function emptyLeftLog(dir: string): void {
  try {
    const database = new DatabaseSync(join(dir, names.database), { timeout: 0, defensive: true });
    try {
      database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    } finally {
      database.close();
    }
  } catch {
    // A reader has already read what it needs.
  }
}

const readOnlyOptions = { readOnly: true, timeout: busyTimeout, defensive: true };

/** Reads only the database file, without locks; the data in a log is not found. */
function openImmutable(dir: string): DatabaseSync {
  return new DatabaseSync(new URL(`${pathToFileURL(join(dir, names.database))}?immutable=1`), readOnlyOptions);
}

function openReadOnly(dir: string): DatabaseSync {
  const path = join(dir, names.database);
  const database = new DatabaseSync(path, readOnlyOptions);
  try {
    versionOf(database);
    return database;
  } catch (error) {
    database.close();
    if (isSqlError(error)) throw damagedStore(dir, error);
    // In a read-only folder SQLite cannot create the log's index. Without a log it needs none.
    if (!isCannotOpen(error) || hasLog(path)) throw error;
    return openImmutable(dir);
  }
}

/** Returns whether it is marked as a store. A marked database whose version is 0 is damaged. */
const isOurs = (database: DatabaseSync): boolean =>
  numberOf(database, "PRAGMA application_id", "application_id") === applicationId;

/** SQLITE_ERROR: SQLite returns it for a statement that does not fit the definitions. */
const isSqlError = (error: unknown): error is Error => sqliteCode(error) === 1;

function isSchemaDamaged(database: DatabaseSync): boolean {
  try {
    return schemaDamage(database).length > 0;
  } catch {
    return true;
  }
}

const hasLog = (path: string): boolean => existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0;

function isCannotOpen(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === 14 || code === 8;
}

function closedOnError<T>(
  { dir, database }: { readonly dir: string; readonly database: DatabaseSync },
  work: () => T,
): T {
  try {
    return work();
  } catch (error) {
    database.close();
    // No statement of wct has run yet: "unsupported file format", or unreadable definitions.
    throw isSqlError(error) ? damagedStore(dir, error) : error;
  }
}

function migrate(dir: string, database: DatabaseSync): void {
  if (versionOf(database) === migrations.length) return;
  database.exec("BEGIN IMMEDIATE");
  try {
    // Read again under the lock, because another process may have migrated in the meantime.
    const version = versionOf(database);
    refuseNewer(dir, version);
    // If the tables exist and are undamaged, the steps cannot fail.
    if (version > 0 && isSchemaDamaged(database)) throw damagedStore(dir);
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

/**
 * Called before any change, because even the journal mode of another database belongs to its owner. An empty database
 * has no owner. Tables are counted first: another process may create the store at this moment, and marks it together
 * with its tables.
 */
function refuseOtherDatabase(dir: string, database: DatabaseSync): void {
  const tables = numberOf(database, "SELECT count(*) AS tables FROM sqlite_schema", "tables");
  if (tables === 0 || isOurs(database)) return;
  throw wctError("WCT_STORE_DAMAGED", {
    message: `"${names.database}" in "${dir}" is a database of another program`,
    hint: "choose another folder with --store",
  });
}

/** Enabling the log does not wait for another process that does the same, regardless of the timeout. */
function retryWhileBusy(work: () => void): void {
  for (let waited = 0; ; waited += 10) {
    try {
      work();
      return;
    } catch (error) {
      if (sqliteCode(error) !== 5 || waited >= busyTimeout) throw error;
      pause(10);
    }
  }
}

const never = new Int32Array(new SharedArrayBuffer(4));

function pause(milliseconds: number): void {
  Atomics.wait(never, 0, 0, milliseconds);
}

function sqliteCode(error: unknown): number | null {
  return error instanceof Error && "errcode" in error && typeof error.errcode === "number"
    ? error.errcode & 0xff
    : null;
}
