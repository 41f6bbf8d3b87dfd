import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PrivatePostgres, privatePostgres } from "../../src/testing/servers/index.ts";
import { loadPlugin, programPath } from "../run-program.ts";
import { cpuOfProcess, residentMb } from "./processes.ts";

/** A server of its own, so that its CPU time and its write-ahead log belong to the measurement alone. */
export interface Rig extends AsyncDisposable {
  readonly server: PrivatePostgres;
  readonly folder: string;
  /** Starts a command of the built program with the load plugin and the store. */
  readonly start: (args: readonly string[], more?: StartOptions) => ChildProcess;
  readonly startWorkers: (count: number, slots: number) => Promise<Fleet>;
}

interface StartOptions {
  readonly cwd?: string;
  /** Options of Node, such as --cpu-prof. */
  readonly node?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Worker processes that have registered themselves. */
export interface Fleet extends AsyncDisposable {
  readonly processes: readonly ChildProcess[];
  /** CPU time so far, in milliseconds. */
  readonly cpu: () => number;
  /** Memory of all of them together, in MiB; pages that they share count once each. */
  readonly residentMb: () => number;
}

/** As installed, but for what 100 workers and the statistics need. Commits reach the disk. */
const settings = [
  "max_connections = 1200",
  "shared_preload_libraries = 'pg_stat_statements'",
  "track_io_timing = on",
  "pg_stat_statements.track_planning = on",
  "log_min_messages = fatal",
];

export async function openRig(): Promise<Rig> {
  const server = await privatePostgres(settings);
  await server.run("CREATE EXTENSION pg_stat_statements");
  const folder = mkdtempSync(join(tmpdir(), "wct-bench-"));
  const plugin = loadPlugin();
  const children: ChildProcess[] = [];
  const abandon = (): void => endAll(server, children);
  process.once("exit", abandon);
  const start: Rig["start"] = (args, { cwd = folder, node = [], env = {} } = {}) => {
    const child = spawn(process.execPath, [...node, programPath, ...args, "--plugin", plugin], {
      cwd,
      env: { ...process.env, ...env, WCT_STORE: server.url },
      stdio: ["ignore", "ignore", "pipe"],
    });
    children.push(child);
    return child;
  };
  return {
    ...{ server, folder, start },
    startWorkers: (count, slots) => startWorkers(start, count, slots),
    async [Symbol.asyncDispose]() {
      process.off("exit", abandon);
      await server[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A measurement that fails must not leave a server and a hundred workers behind. */
function endAll({ folder }: PrivatePostgres, children: readonly ChildProcess[]): void {
  for (const child of children) child.kill("SIGKILL");
  const [pid] = readFileSync(join(folder, "data/postmaster.pid"), "utf8").split("\n");
  process.kill(Number(pid), "SIGQUIT");
}

/** Workers that start at once: more would make the start slower for all. */
const startedTogether = 4;

async function startWorkers(start: Rig["start"], count: number, slots: number): Promise<Fleet> {
  const processes: ChildProcess[] = [];
  // WCT_BENCH_PROFILE names a folder for CPU profiles of the workers.
  const profiles = process.env["WCT_BENCH_PROFILE"];
  const node = profiles === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profiles}/worker`];
  while (processes.length < count) {
    const some = Array.from({ length: Math.min(startedTogether, count - processes.length) }, () =>
      start(["worker", "--slots", String(slots)], { node }),
    );
    processes.push(...some);
    await Promise.all(some.map(ready));
  }
  const pids = processes.flatMap(({ pid }) => pid ?? []);
  return {
    processes,
    cpu: () => pids.reduce((sum, pid) => sum + cpuOfProcess(pid), 0),
    residentMb: () => pids.reduce((sum, pid) => sum + residentMb(pid), 0),
    async [Symbol.asyncDispose]() {
      await Promise.all(processes.map(ended));
    },
  };
}

/** Resolves when a worker says that it is ready. */
export async function ready(child: ChildProcess): Promise<void> {
  let said = "";
  for await (const [chunk] of lines(child)) {
    said += String(chunk);
    if (said.includes("is ready")) break;
  }
  if (!said.includes("is ready")) throw new Error(`a worker did not start: ${said}`);
  child.stderr?.resume();
}

async function* lines(child: ChildProcess): AsyncGenerator<readonly unknown[]> {
  while (child.exitCode === null && child.signalCode === null && child.stderr !== null) {
    const end = new AbortController();
    const { signal } = end;
    const next = await Promise.race([once(child.stderr, "data", { signal }), once(child, "exit", { signal })]);
    end.abort();
    yield next;
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
}
