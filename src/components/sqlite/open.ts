import { closeSync, copyFileSync, existsSync, mkdtempSync, openSync, readSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { isSqliteError, resultCode, resultCodes } from "./sql.ts";

/** An open database; `close` also removes whatever was made for opening it. */
export interface OpenDatabase {
  readonly db: DatabaseSync;
  /** False when somebody wrote to a file that was opened as if nobody would: what was read may be a mixture. */
  readonly isConsistent: () => boolean;
  readonly close: () => void;
}

export interface OpenOptions {
  /** How long to wait for another program's lock. */
  readonly waitMs: number;
}

export type OpenProblem = "not_a_database" | "unreadable" | "changing";

const magic = "SQLite format 3\0";
const walVersion = 2;

/**
 * Opens a database for reading and leaves no trace beside it. Throws errors of SQLite.
 * A WAL database needs its -shm file, which even a read-only connection would create and leave; so one that nobody
 * uses is opened as immutable, and one that needs recovery, or stands in a folder that cannot be written, is copied.
 */
export function openDatabase(path: string, options: OpenOptions): OpenDatabase | OpenProblem {
  const header = readHeader(path);
  if (header === undefined) return "unreadable";
  // An empty file is an empty database.
  if (header.length > 0 && !header.toString("latin1").startsWith(magic)) return "not_a_database";
  if (header[18] !== walVersion) return openOrCopy(path, options);
  const wal = statSync(`${path}-wal`, { throwIfNoEntry: false });
  if (wal === undefined || wal.size === 0) return openImmutable(path);
  return existsSync(`${path}-shm`) ? openOrCopy(path, options) : openCopy(path);
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

function openImmutable(path: string): OpenDatabase {
  const url = pathToFileURL(path);
  url.searchParams.set("immutable", "1");
  const before = stateOf(path, [""]);
  return { ...opened(new DatabaseSync(url, { readOnly: true })), isConsistent: () => stateOf(path, [""]) === before };
}

function openOrCopy(path: string, { waitMs }: OpenOptions): OpenDatabase | OpenProblem {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { readOnly: true, timeout: waitMs });
    const result = opened(db);
    db.prepare("SELECT count(*) FROM sqlite_schema").get();
    return result;
  } catch (error) {
    db?.close();
    const code = isSqliteError(error) ? resultCode(error) : undefined;
    if (code === resultCodes.readOnly || code === resultCodes.cannotOpen) return openCopy(path);
    throw error;
  }
}

// The database may come from anyone: its views and generated columns get no function with side effects.
function opened(db: DatabaseSync, cleanUp: () => void = () => {}): OpenDatabase {
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

function openCopy(path: string): OpenDatabase | OpenProblem {
  // Readable by the owner only.
  const folder = mkdtempSync(join(tmpdir(), "wct-sqlite-"));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, "copy.db");
    if (!copyUnchanged(path, copy)) {
      removeFolder();
      return "changing";
    }
    const db = new DatabaseSync(copy);
    // Takes over what only the log holds. From then on the open file is all that is needed: removed at once, no copy
    // stays behind even when the thread is ended.
    db.exec("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE; SELECT count(*) FROM sqlite_schema");
    removeFolder();
    return opened(db, removeFolder);
  } catch (error) {
    removeFolder();
    if (isSqliteError(error)) throw error;
    return "unreadable";
  }
}

function copyUnchanged(path: string, copy: string): boolean {
  for (let attempt = 0; attempt < copyAttempts; attempt += 1) {
    const before = stateOf(path);
    for (const suffix of ["", "-wal", "-journal"]) {
      rmSync(copy + suffix, { force: true });
      if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix);
    }
    if (stateOf(path) === before) return true;
  }
  return false;
}

function stateOf(path: string, suffixes: readonly string[] = ["", "-wal", "-journal"]): string {
  return suffixes
    .map((suffix) => statSync(path + suffix, { throwIfNoEntry: false, bigint: true }))
    .map((stat) => (stat === undefined ? "absent" : `${stat.ino} ${stat.size} ${stat.mtimeNs}`))
    .join(", ");
}
