import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Digest, isDigest } from "../domain/index.ts";
import { type FileMark, isMarked, objectPath } from "./file-objects.ts";
import { names } from "./folder.ts";
import { ownName } from "./owner.ts";
import type { Connection } from "./sqlite-connection.ts";
import { guarded } from "./store-errors.ts";

/** Milliseconds for which a file that no record names may be one whose event is still to come. */
const grace = 3_600_000;
/** Files per transaction: a running run waits for the write lock no longer than this takes. */
const batch = 200;

/** A file that no record needs. */
export interface ObjectFile {
  readonly digest: Digest;
  readonly bytes: number;
  /** Somebody may be about to name it, if it is young. */
  readonly mayBeStaged: boolean;
}

/** Files of objects that the database does not know: staged, or left behind by a process that was killed. */
export function strayFiles(connection: Connection): readonly ObjectFile[] {
  const known = connection.prepare("SELECT 1 FROM objects WHERE digest = ?");
  const root = join(connection.dir, names.objects);
  return guarded(connection.dir, "read", () => {
    const found: ObjectFile[] = [];
    for (const folder of readdirSync(root).toSorted()) {
      for (const digest of readdirSync(join(root, folder)).toSorted()) {
        if (!isDigest(digest) || known.get(Buffer.from(digest, "hex")) !== undefined) continue;
        const bytes = statSync(objectPath(root, digest), { throwIfNoEntry: false })?.size;
        if (bytes !== undefined) found.push({ digest, bytes, mayBeStaged: true });
      }
    }
    return found;
  });
}

/** Whether a file is old enough, or known not to be awaited. */
export function isCollectable(dir: string, file: ObjectFile, now: Date): boolean {
  return !file.mayBeStaged || isOld(objectPath(join(dir, names.objects), file.digest), now);
}

function isOld(path: string, now: Date): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && now.getTime() - stat.mtimeMs > grace;
}

export interface Removing {
  readonly now: Date;
  /** Asked under the write lock: a run that began since may be about to name a file that nobody awaited before. */
  readonly isAnyAlive: () => boolean;
}

/** Removes files that the database does not name; returns those that are gone. */
export function removeFiles(
  connection: Connection,
  files: readonly ObjectFile[],
  { now, isAnyAlive }: Removing,
): readonly ObjectFile[] {
  const known = connection.prepare("SELECT 1 FROM objects WHERE digest = ?");
  const removed: ObjectFile[] = [];
  for (let at = 0; at < files.length; at += batch) {
    // Under the write lock nobody can commit an event that names one of them.
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
  if (!existsSync(path) || !isCollectable(dir, file, now)) return false;
  return removeIf(dir, path, (aside) => !file.mayBeStaged || isOld(aside, now));
}

/**
 * Removes files that this process put in place for a record that did not come to be. What the database names stays, and
 * what another process put in the same place: it may be about to name it.
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

/** Moves a file aside and looks at it again: another process may put a new one in its place at any moment. */
function removeIf(dir: string, path: string, mayGo: (aside: string) => boolean): boolean {
  const aside = join(dir, names.temporary, ownName());
  renameSync(path, aside);
  if (!mayGo(aside)) {
    renameSync(aside, path);
    return false;
  }
  rmSync(aside);
  return true;
}
