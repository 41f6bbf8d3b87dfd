import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeFolders } from "./folder.ts";
import { type ProcessInfo, systemProcessInfo } from "./liveness.ts";
import { livenessOf, ownerOf, ownName } from "./owner.ts";
import { entryAt } from "./plain.ts";

/**
 * Creates a folder for this user only, in the system's folder for temporary files, and deletes those with the same
 * prefix whose processes have ended. The prefix is followed by a name that identifies this process.
 */
export function makeProcessFolder(prefix: string): string {
  makeFolders(tmpdir());
  sweepProcessFolders(prefix);
  const dir = join(tmpdir(), `${prefix}${ownName()}`);
  mkdirSync(dir, { mode: 0o700 });
  return dir;
}

export interface SweepPlace {
  readonly parent?: string;
  readonly info?: ProcessInfo;
  /** Undefined where files have no users. */
  readonly user?: number | undefined;
}

/**
 * Deletes the folders with a prefix that processes of this user on this machine have left when they were killed. Links,
 * and folders that others may enter, are not of their making.
 */
export function sweepProcessFolders(prefix: string, place: SweepPlace = {}): void {
  const { parent = tmpdir(), info = systemProcessInfo(), user = process.getuid?.() } = place;
  for (const name of namesIn(parent)) {
    const owner = name.startsWith(prefix) ? ownerOf(name.slice(prefix.length)) : null;
    if (owner === null || livenessOf(owner, info) !== "gone") continue;
    const path = join(parent, name);
    if (!isPrivate(path, user)) continue;
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // Another process may be deleting it, and a later one tries again.
    }
  }
}

function isPrivate(path: string, user: number | undefined): boolean {
  const found = entryAt(path);
  if (found?.isDirectory() !== true) return false;
  return user === undefined || (found.uid === user && (found.mode & 0o077) === 0);
}

/** The folder need not exist, and a process may lack the right to list it. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
