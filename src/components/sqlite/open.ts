import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  openSync,
  readSync,
  realpathSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { isSqliteError, resultCode, resultCodes } from "./sql.ts";

/** An open database. `close` also deletes the temporary files made for it. */
export interface OpenDatabase {
  readonly db: DatabaseSync;
  /** Returns false if a file opened as immutable was written to. The data read may then be a mixture. */
  readonly isConsistent: () => boolean;
  readonly close: () => void;
}

export interface OpenOptions {
  /** Milliseconds to wait for another program's lock. */
  readonly waitMs: number;
  /** Returns the folder for a copy. */
  readonly temporaryFolder: () => string;
  /** The longest value or row in bytes; default 256 MiB. SQLite reports an error for a longer one. */
  readonly longestValue?: number;
}

type OpenProblem = "not_a_database" | "unreadable" | "changing" | "no_space_for_copy";

const defaultLongestValue = 256 * 1024 * 1024;

const magic = "SQLite format 3\0";
const walVersion = 2;

/**
 * Opens a database for reading and leaves no files next to it. Throws errors of SQLite. A WAL database needs its -shm
 * file, which even a read-only connection would create and leave behind. A WAL database that is not in use is therefore
 * opened as immutable. A database that needs recovery, or whose folder is not writable, is copied.
 */
export function openDatabase(written: string, options: OpenOptions): OpenDatabase | OpenProblem {
  const path = databaseFile(written);
  const header = readHeader(path);
  if (header === undefined) return "unreadable";
  // An empty file is an empty database.
  if (header.length > 0 && !header.toString("latin1").startsWith(magic)) return "not_a_database";
  if (header[18] !== walVersion) return openOrCopy(path, options);
  const wal = statSync(`${path}-wal`, { throwIfNoEntry: false });
  if (wal === undefined || wal.size === 0) return openImmutable(path, options);
  return existsSync(`${path}-shm`) ? openOrCopy(path, options) : openCopy(path, options);
}

/**
 * Returns the file that a path leads to. SQLite keeps the log and the journal next to that file, not next to a symbolic
 * link to it. A path that leads nowhere is returned as it is.
 */
export function databaseFile(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function readHeader(path: string): Buffer | undefined {
  let handle: number;
  try {
    handle = openSync(path, "r");
  } catch {
    return undefined;
  }
  try {
    const header = Buffer.alloc(100);
    return header.subarray(0, readSync(handle, header, 0, header.length, 0));
  } catch {
    return undefined;
  } finally {
    closeSync(handle);
  }
}

function openImmutable(path: string, options: OpenOptions): OpenDatabase {
  const url = pathToFileURL(path);
  url.searchParams.set("immutable", "1");
  const before = stateOf(path, [""]);
  return {
    ...opened(new DatabaseSync(url, { readOnly: true }), options),
    isConsistent: () => stateOf(path, [""]) === before,
  };
}

function openOrCopy(path: string, options: OpenOptions): OpenDatabase | OpenProblem {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { readOnly: true, timeout: options.waitMs });
    const result = opened(db, options);
    db.prepare("SELECT count(*) FROM sqlite_schema").get();
    return result;
  } catch (error) {
    db?.close();
    const code = isSqliteError(error) ? resultCode(error) : undefined;
    if (code === resultCodes.readOnly || code === resultCodes.cannotOpen) return openCopy(path, options);
    throw error;
  }
}

// The database is not trusted: its views and generated columns must not call functions with side effects.
function opened(db: DatabaseSync, { longestValue }: OpenOptions, cleanUp: () => void = () => {}): OpenDatabase {
  // Generated columns can expand a small file to gigabytes, and a thread's memory limit does not apply inside SQLite.
  db.limits.length = longestValue ?? defaultLongestValue;
  db.exec("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF");
  return {
    db,
    isConsistent: () => true,
    close() {
      db.close();
      cleanUp();
    },
  };
}

const copyAttempts = 3;
/** The database, its rollback journal and its log, which belong together. */
const copied = ["", "-wal", "-journal"];
const noSpace: readonly unknown[] = ["ENOSPC", "EDQUOT", "EFBIG"];

function openCopy(path: string, options: OpenOptions): OpenDatabase | OpenProblem {
  const copy = join(options.temporaryFolder(), "copy.db");
  const removeCopy = (): void => {
    for (const suffix of [...copied, "-shm"]) rmSync(copy + suffix, { force: true });
  };
  try {
    if (!copyUnchanged(path, copy)) {
      removeCopy();
      return "changing";
    }
    const db = new DatabaseSync(copy);
    // Merges the log into the copy. The open file is all that is needed from here on, so the copy is deleted
    // immediately and does not stay on disk while it is read.
    db.exec("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE; SELECT count(*) FROM sqlite_schema");
    removeCopy();
    return opened(db, options, removeCopy);
  } catch (error) {
    removeCopy();
    if (isSqliteError(error)) throw error;
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return noSpace.includes(code) ? "no_space_for_copy" : "unreadable";
  }
}

function copyUnchanged(path: string, copy: string): boolean {
  for (let attempt = 0; attempt < copyAttempts; attempt += 1) {
    const before = stateOf(path);
    for (const suffix of copied) {
      rmSync(copy + suffix, { force: true });
      // The entry may be a pipe, and opening it would block until a writer opens it.
      if (statSync(path + suffix, { throwIfNoEntry: false })?.isFile()) copyPrivately(path + suffix, copy + suffix);
    }
    if (stateOf(path) === before) return true;
  }
  return false;
}

/** Copies a file. The copy gets the mode of its original, which may be read-only, but SQLite has to write to it. */
function copyPrivately(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_FICLONE);
  chmodSync(to, 0o600);
}

function stateOf(path: string, suffixes: readonly string[] = copied): string {
  return suffixes
    .map((suffix) => statSync(path + suffix, { throwIfNoEntry: false, bigint: true }))
    .map((stat) => (stat === undefined ? "absent" : `${stat.ino} ${stat.size} ${stat.mtimeNs}`))
    .join(", ");
}
