import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { program } from "./program.ts";
import type { Project } from "./project.ts";

export { program };

export const repository = join(import.meta.dirname, "..", "..");

export interface HurtOptions {
  /** Name of the files that take stdout and stderr; default `hurt`. */
  readonly name?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Of Node itself. */
  readonly node?: readonly string[];
  /** What the program is started through, as `unshare` with its options. */
  readonly through?: readonly string[];
}

/** The real program in a process group of its own, with stdout and stderr in files that outlive it. */
export interface Hurt {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Signals every process of the group; says nothing when there is none any more. */
  readonly signalGroup: (signal: NodeJS.Signals) => void;
}

export function startToHurt(project: Project, args: readonly string[], options: HurtOptions = {}): Hurt {
  const { name = "hurt", env = {}, node = [], through = [] } = options;
  const [out, err] = [project.path(`${name}.out`), project.path(`${name}.err`)];
  const [stdout, stderr] = [openSync(out, "w"), openSync(err, "w")];
  const [command = "", ...rest] = [...through, process.execPath, ...node, program, ...args];
  const child = spawn(command, rest, {
    cwd: project.dir,
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", stdout, stderr],
    detached: true,
  });
  closeSync(stdout);
  closeSync(stderr);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} cannot be started`);
  const ended: Hurt["ended"] = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve({ code, signal }));
  });
  const signalGroup = (signal: NodeJS.Signals): void => {
    try {
      process.kill(-pid, signal);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
    }
  };
  return {
    child,
    pid,
    ended,
    signalGroup,
    stdout: () => readFileSync(out, "utf8"),
    stderr: () => readFileSync(err, "utf8"),
  };
}

/** Looks every few milliseconds until it is so; throws after `limit` milliseconds. */
export async function until(what: string, isSo: () => boolean, limit = 20_000): Promise<void> {
  for (const start = performance.now(); !isSo(); await pause(5)) {
    if (performance.now() - start > limit) throw new Error(`it is not so that ${what}, after ${limit} ms`);
  }
}

/** For moments that belong to another process, which no fake clock reaches. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Each job in turn, so many at a time. */
export async function inTurn<T>(jobs: readonly T[], width: number, work: (job: T) => Promise<void>): Promise<void> {
  const waiting = [...jobs];
  const worker = async (): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await work(job);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

/** Lets time pass for the heartbeats of a store: each was so many milliseconds earlier. */
export function ageHeartbeats(project: Project, ms: number): void {
  const database = new DatabaseSync(project.path(".wct", "store.db"));
  database.prepare("UPDATE runs SET heartbeat = heartbeat - ?").run(ms);
  database.close();
}
