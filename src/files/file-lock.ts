import { closeSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout } from "node:timers/promises";
import { errnoOf } from "./write-failure.ts";

/** Another process holds the lock of a file. */
export class FileLocked extends Error {
  override readonly name = "FileLocked";
  /** The process that holds it, in words: `process 12 on host`. */
  readonly holder: string;

  constructor(holder: string) {
    super(`locked by ${holder}`);
    this.holder = holder;
  }
}

const patience = 10_000;
const pause = 25;

/**
 * Creates `PATH.lock` and returns what removes it. Waits up to ten seconds while another process holds it, and takes over
 * a lock whose process on this machine has ended. Throws {@link FileLocked}, or the error of the operating system.
 */
export async function lockFile(path: string): Promise<() => void> {
  const lock = `${path}.lock`;
  for (const end = Date.now() + patience; ; await setTimeout(pause)) {
    if (create(lock)) return () => rmSync(lock, { force: true });
    const text = textOf(lock);
    const holder = holderOf(text);
    if (holder.isGone) removeStale(lock, text);
    else if (Date.now() > end) throw new FileLocked(holder.text);
  }
}

/** Returns false if the lock exists. A lock that cannot be written, as on a full disk, is removed. */
function create(lock: string): boolean {
  let file: number;
  try {
    file = openSync(lock, "wx", 0o600);
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return false;
    throw error;
  }
  try {
    writeSync(file, `${process.pid} ${hostname()}\n`);
    return true;
  } catch (error) {
    rmSync(lock, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

/** Moves the lock away before it is removed: if another process has replaced it meanwhile, its lock is put back. */
function removeStale(lock: string, stale: string): void {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (textOf(aside) !== stale) linkSync(aside, lock);
  } catch {
    // Another process was faster. The next try tells.
  }
  rmSync(aside, { force: true });
}

/** Returns who holds a lock, and whether that process has certainly ended. */
function holderOf(text: string): { readonly text: string; readonly isGone: boolean } {
  const [pid = "", host = ""] = text.trim().split(" ");
  if (!/^\d+$/.test(pid)) return { text: "another process", isGone: false };
  return { text: `process ${pid} on ${host}`, isGone: host === hostname() && !isRunning(Number(pid)) };
}

function textOf(lock: string): string {
  try {
    return readFileSync(lock, "utf8");
  } catch {
    return "";
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) !== "ESRCH";
  }
}
