import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Which process: enough to tell it from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Of the running kernel; off Linux the host's name. */
  readonly boot: string;
  /** Process numbers mean something only within one namespace. */
  readonly namespace: string;
  /** When it started, in the kernel's ticks; empty where that cannot be known. */
  readonly start: string;
}

/** What can be asked about processes; a parameter, so that tests can kill without killing. */
export interface ProcessInfo {
  readonly self: ProcessIdentity;
  /** Start of a living process of this machine and namespace; null: there is none. */
  readonly startOf: (pid: number) => string | null;
}

export interface Liveness {
  readonly process: ProcessIdentity;
  /** Wall clock, milliseconds, of the last sign of life. */
  readonly heartbeat: number;
}

export const heartbeatInterval = 10_000;
const heartbeatLimit = 60_000;

/** Whether a writer may still be writing. Certain on one machine; elsewhere as good as its heartbeat. */
export function isAlive(writer: Liveness, info: ProcessInfo, now: Date): boolean {
  const isFresh = now.getTime() - writer.heartbeat <= heartbeatLimit;
  const { boot, namespace, pid, start } = writer.process;
  if (boot !== info.self.boot || namespace !== info.self.namespace) return isFresh;
  return info.startOf(pid) === start && (start !== "" || isFresh);
}

/** The machine's own answers. */
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

/** Field 22 of /proc/PID/stat, counted after the name, which may itself hold spaces and brackets. */
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
