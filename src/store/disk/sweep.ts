import { readdirSync, rmSync, type Stats } from "node:fs";
import { dirname, join } from "node:path";
import { type ProcessIdentity, type ProcessInfo, systemProcessInfo } from "./liveness.ts";
import { livenessOf, ownerOf, ownName } from "./owner.ts";
import { plainFileStat } from "./plain.ts";

/** Returns a new name in the same folder for a file that replaces `path` when it is complete. */
export const unfinishedBeside = (path: string): string => join(dirname(path), `.wct-${ownName()}.tmp`);

const ownerOfUnfinished = (name: string): ProcessIdentity | null => {
  const [, owned] = /^\.wct-(.+)\.tmp$/.exec(name) ?? [];
  return owned === undefined ? null : ownerOf(owned);
};

/** Deletes from a folder the unfinished files of processes that have ended. Never throws. */
export function sweepUnfinished(folder: string, now: Date, info?: ProcessInfo): void {
  try {
    sweep(folder, ownerOfUnfinished, { now, info });
  } catch {
    // This is a user's folder. An error here will be reported by the write that follows.
  }
}

/** Deletes such files from a store's folder of temporary files. */
export function sweepTemporary(folder: string, now: Date, info?: ProcessInfo): void {
  sweep(folder, ownerOf, { now, info });
}

interface SweepOptions {
  readonly now: Date;
  readonly info: ProcessInfo | undefined;
}

/**
 * Deletes files that no process can still be writing: their process has ended or, if that is unknown, they are
 * unchanged for a day. Entries without the name of a process, and entries that are not files, stay.
 */
function sweep(folder: string, ownerIn: (name: string) => ProcessIdentity | null, { now, info }: SweepOptions): void {
  let processes = info;
  for (const name of readdirSync(folder)) {
    const owner = ownerIn(name);
    const path = join(folder, name);
    const stat = owner === null ? undefined : plainFileStat(path);
    if (owner === null || stat === undefined) continue;
    processes ??= systemProcessInfo();
    const fate = livenessOf(owner, processes);
    if (fate === "gone" || (fate === "unknown" && isOld(stat, now))) rmSync(path, { force: true });
  }
}

const isOld = ({ mtimeMs }: Stats, now: Date): boolean => now.getTime() - mtimeMs > 24 * 3_600_000;
