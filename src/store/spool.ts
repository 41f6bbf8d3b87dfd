import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import type { SpoolLocation } from "../domain/index.ts";
import { makePrivateDir, names } from "./folder.ts";
import { isAlive, type ProcessInfo } from "./liveness.ts";
import { ownedName, ownerOf } from "./owner.ts";

/** The encrypted objects of one process: their key is in memory only, so they end with it. */
export interface Spool {
  readonly location: SpoolLocation;
  /** A sign of life for processes that cannot see this one. */
  readonly touch: (now: Date) => void;
  readonly remove: () => void;
}

/** Makes this process's spool, and removes those of processes that are gone. */
export function openSpool(dir: string, info: ProcessInfo, now: Date): Spool {
  sweepSpools(dir, info, now);
  const root = join(dir, names.spool, ownedName(info.self));
  makePrivateDir(root);
  return {
    location: { dir: root, key: randomBytes(32) },
    touch: (at) => {
      // Somebody may have removed the store; who writes next is told.
      if (existsSync(root)) utimesSync(root, at, at);
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function sweepSpools(dir: string, info: ProcessInfo, now: Date): void {
  for (const name of readdirSync(join(dir, names.spool))) {
    const path = join(dir, names.spool, name);
    const owner = ownerOf(name);
    const heartbeat = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const isOwned = owner !== null && isAlive({ process: owner, heartbeat }, info, now);
    if (!isOwned) rmSync(path, { recursive: true, force: true });
  }
}
