import { readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Digest, isDigest } from "../../domain/index.ts";
import {
  type FileMark,
  guarded,
  isFanOut,
  isMarked,
  isPlainFolder,
  names,
  objectPath,
  ownName,
  plainFileStat,
} from "../disk/index.ts";
import type { Connection } from "./connection.ts";

/** Milliseconds during which a file without a record may still get an event that names it. */
const grace = 3_600_000;
/** Number of files per transaction. It limits how long a current run waits for the write lock. */
const batch = 200;

/** A file that no record needs. */
export interface ObjectFile {
  readonly digest: Digest;
  readonly bytes: number;
  /** Whether a process may be about to name it, if it is young. */
  readonly mayBeStaged: boolean;
}

/** Returns files of objects that are not in the database: staged, or left by a killed process. */
export function strayFiles(connection: Connection): readonly ObjectFile[] {
  const known = connection.prepare("SELECT 1 FROM objects WHERE digest = ?");
  const root = join(connection.dir, names.objects);
  return guarded(connection.dir, "read", () => {
    const found: ObjectFile[] = [];
    for (const folder of readdirSync(root).toSorted()) {
      // An entry that wct did not create is not an object.
      if (!isFanOut(folder) || !isPlainFolder(join(root, folder))) continue;
      for (const digest of readdirSync(join(root, folder)).toSorted()) {
        if (!isDigest(digest) || !digest.startsWith(folder)) continue;
        if (known.get(Buffer.from(digest, "hex")) !== undefined) continue;
        const bytes = plainFileStat(objectPath(root, digest))?.size;
        if (bytes !== undefined) found.push({ digest, bytes, mayBeStaged: true });
      }
    }
    return found;
  });
}

/** Returns whether a file is old enough, or known not to be staged. */
export function isCollectable(dir: string, file: ObjectFile, now: Date): boolean {
  return !file.mayBeStaged || isOld(objectPath(join(dir, names.objects), file.digest), now);
}

function isOld(path: string, now: Date): boolean {
  const stat = plainFileStat(path);
  return stat !== undefined && now.getTime() - stat.mtimeMs > grace;
}

export interface Removing {
  readonly now: Date;
  /** Called under the write lock, because a run that has begun in the meantime may be about to name a file. */
  readonly isAnyAlive: () => boolean;
}

/** Deletes files that the database does not name. Returns the deleted ones. */
export function removeFiles(
  connection: Connection,
  files: readonly ObjectFile[],
  { now, isAnyAlive }: Removing,
): readonly ObjectFile[] {
  const known = connection.prepare("SELECT 1 FROM objects WHERE digest = ?");
  const removed: ObjectFile[] = [];
  for (let at = 0; at < files.length; at += batch) {
    // Under the write lock no process can commit an event that names one of them.
    connection.transaction(() => {
      const isAwaited = isAnyAlive();
      for (const file of files.slice(at, at + batch)) {
        if (known.get(Buffer.from(file.digest, "hex")) !== undefined) continue;
        const mayBeStaged = file.mayBeStaged || isAwaited;
        if (removeFile(connection.dir, { ...file, mayBeStaged }, now)) removed.push(file);
      }
    });
  }
  return removed;
}

function removeFile(dir: string, file: ObjectFile, now: Date): boolean {
  const path = objectPath(join(dir, names.objects), file.digest);
  if (plainFileStat(path) === undefined || !isCollectable(dir, file, now)) return false;
  return removeIf(dir, path, (aside) => !file.mayBeStaged || isOld(aside, now));
}

/**
 * Deletes files that this process created for a record that was not committed. Keeps files that the database names, and
 * files that another process has put in the same place, because it may be about to name them.
 */
export function removeOwnFiles(connection: Connection, own: ReadonlyMap<Digest, FileMark>): void {
  if (own.size === 0) return;
  const known = connection.prepare("SELECT 1 FROM objects WHERE digest = ?");
  const root = join(connection.dir, names.objects);
  connection.transaction(() => {
    for (const [digest, mark] of own) {
      const path = objectPath(root, digest);
      if (known.get(Buffer.from(digest, "hex")) !== undefined || !isMarked(path, mark)) continue;
      removeIf(connection.dir, path, (aside) => isMarked(aside, mark));
    }
  });
}

/**
 * Moves a file aside and checks it again, because another process may replace it at any time. Neither the move nor the
 * deletion follows a link.
 */
function removeIf(dir: string, path: string, mayGo: (aside: string) => boolean): boolean {
  if (!isPlainFolder(dirname(path))) return false;
  const aside = join(dir, names.temporary, ownName());
  renameSync(path, aside);
  if (!mayGo(aside)) {
    renameSync(aside, path);
    return false;
  }
  rmSync(aside);
  return true;
}
