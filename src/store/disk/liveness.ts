import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import type { Clock } from "../../domain/index.ts";

/** Identifies a process, and distinguishes it from a later process with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Id of the running kernel; the host name on systems other than Linux. */
  readonly boot: string;
  /** Process numbers are unique only within one namespace. */
  readonly namespace: string;
  /** Start time in the kernel's ticks; empty if it is unknown. */
  readonly start: string;
}

/** Information about processes; a parameter, so that tests can simulate the end of a process. */
export interface ProcessInfo {
  readonly self: ProcessIdentity;
  /** Returns the start of a living process of this machine and namespace; null if there is none. */
  readonly startOf: (pid: number) => string | null;
}

/** The system functions that a store uses: the time, and which processes are alive. */
export interface StoreSystem {
  readonly clock: Clock;
  readonly processInfo: ProcessInfo;
}

export interface Liveness {
  readonly process: ProcessIdentity;
  /** Wall clock time of the last heartbeat, in milliseconds. */
  readonly heartbeat: number;
}

export const heartbeatInterval = 10_000;
const heartbeatLimit = 60_000;

/**
 * Returns whether a writer may still be writing. This is certain on the same machine; on others it depends on the
 * heartbeat.
 */
export function isAlive(writer: Liveness, info: ProcessInfo, now: Date): boolean {
  const isFresh = now.getTime() - writer.heartbeat <= heartbeatLimit;
  const { boot, namespace, pid, start } = writer.process;
  if (boot !== info.self.boot || namespace !== info.self.namespace) return isFresh;
  return info.startOf(pid) === start && (start !== "" || isFresh);
}

/** Returns the process information of this machine. */
export function systemProcessInfo(): ProcessInfo {
  if (process.platform !== "linux") {
    return { self: { pid: process.pid, boot: hostname(), namespace: "", start: "" }, startOf: signalled };
  }
  const self: ProcessIdentity = {
    pid: process.pid,
    boot: readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim(),
    namespace: readlinkSync("/proc/self/ns/pid"),
    start: startTicks(process.pid) ?? "",
  };
  return { self, startOf: startTicks };
}

/** Returns field 22 of /proc/PID/stat, counted after the name, which may contain spaces and brackets. */
function startTicks(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A zombie is a process that ended and has not been waited for.
    return fields[0] === "Z" || fields[0] === "X" ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

function signalled(pid: number): string | null {
  try {
    process.kill(pid, 0);
    return "";
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM" ? "" : null;
  }
}
