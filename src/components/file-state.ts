import type { BigIntStats } from "node:fs";

/**
 * A file system may give two changes within this time the same time stamp. Two seconds is the coarsest step in use
 * (FAT).
 */
const coarsestStepMs = 2000;

/** Returns what differs after every change of a file, unless the file changed lately. */
export function identityOf({ dev, ino, mode, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, mode, size, mtimeNs, ctimeNs].join(" ");
}

/**
 * Returns whether a file may change without a new time stamp after a run that began at `now` has read it. Nobody can
 * set the time of the last change (ctime), unlike the time of modification.
 */
export function changedLately({ ctimeNs, mtimeNs }: BigIntStats, now: Date): boolean {
  const limit = BigInt(now.getTime() - coarsestStepMs) * 1_000_000n;
  return ctimeNs >= limit || mtimeNs >= limit;
}

/** Returns the identity that decides which files this process may read. */
export function userIdentity(): string {
  return [process.geteuid?.(), process.getegid?.(), ...(process.getgroups?.() ?? [])].join(" ");
}
