import { randomBytes } from "node:crypto";
import { lutimesSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { names } from "./folder.ts";
import { isAlive, type ProcessInfo } from "./liveness.ts";
import { ownedName, ownerOf } from "./owner.ts";
import { entryAt, isPlainFolder, makePlainFolder } from "./plain.ts";

/** The location of objects that are gone when the run ends: encrypted files under a key that is never written. */
export interface SpoolLocation {
  readonly dir: string;
  readonly key: Uint8Array;
}

/** The encrypted objects of one process. Their key is in memory only, so they end with the process. */
export interface Spool {
  readonly location: SpoolLocation;
  /** Updates the heartbeat for processes that cannot see this one. */
  readonly touch: (now: Date) => void;
  readonly remove: () => void;
}

/** Creates this process's spool, and deletes the spools of processes that have ended. */
export function openSpool(dir: string, info: ProcessInfo, now: Date): Spool {
  sweepSpools(dir, info, now);
  const root = join(dir, names.spool, ownedName(info.self));
  makePlainFolder(dir, root);
  return {
    location: { dir: root, key: randomBytes(32) },
    touch: (at) => {
      // The store may have been deleted. The next write will report that.
      if (isPlainFolder(root)) lutimesSync(root, at, at);
    },
    remove: () => {
      if (isPlainFolder(dirname(root))) rmSync(root, { recursive: true, force: true });
    },
  };
}

/**
 * Deletes spools with their content. Links in them are deleted and not followed. Other entries with such a name stay.
 */
function sweepSpools(dir: string, info: ProcessInfo, now: Date): void {
  for (const name of readdirSync(join(dir, names.spool))) {
    const path = join(dir, names.spool, name);
    const process = ownerOf(name);
    const found = entryAt(path);
    if (process === null || found?.isDirectory() !== true) continue;
    if (!isAlive({ process, heartbeat: found.mtimeMs }, info, now)) rmSync(path, { recursive: true, force: true });
  }
}
