import { type ChildProcess, execFileSync, type StdioOptions, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import {
  appendFileSync,
  chownSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";

/** The programs of a server, and who may run them: PostgreSQL refuses to run as root. */
interface ServerPrograms {
  readonly bin: string;
  readonly as: { readonly uid: number; readonly gid: number } | Record<string, never>;
}

function findPrograms(): ServerPrograms | undefined {
  const parent = "/usr/lib/postgresql";
  const versions = existsSync(parent) ? readdirSync(parent).toSorted((a, b) => Number(b) - Number(a)) : [];
  const bin = versions.map((version) => join(parent, version, "bin")).find((path) => existsSync(join(path, "initdb")));
  if (bin === undefined) return undefined;
  if (process.getuid?.() !== 0) return { bin, as: {} };
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync("/etc/passwd", "utf8")) ?? [];
  return uid === undefined ? undefined : { bin, as: { uid: Number(uid), gid: Number(gid) } };
}

/** Undefined if no server is installed on this machine. */
export const postgresPrograms = findPrograms();

/** A server of its own, which a test may restart or kill without disturbing another one. */
export interface PrivatePostgres extends AsyncDisposable {
  readonly port: number;
  /** The folder of the server, for files that it must be able to read. */
  readonly folder: string;
  /** The URL of the database `wct`, as its owner. */
  readonly url: string;
  /** Runs statements as the owner in a session that ends with them. Returns the rows of the last one. */
  readonly run: (sql: string) => Promise<readonly (readonly unknown[])[]>;
  readonly start: () => Promise<void>;
  /** `fast` ends all sessions, `killed` all processes without a word. */
  readonly stop: (how: "fast" | "killed") => Promise<void>;
  /** Hands a file of `folder` to the server. */
  readonly own: (name: string) => void;
  /** CPU time of all processes of the server, in milliseconds. */
  readonly cpu: () => number;
}

/** Creates and starts a server. `settings` are lines of postgresql.conf. */
export async function privatePostgres(settings: readonly string[] = ["fsync = off"]): Promise<PrivatePostgres> {
  if (postgresPrograms === undefined) throw new Error("no PostgreSQL server is installed");
  const { bin, as } = postgresPrograms;
  const folder = mkdtempSync(join(tmpdir(), "wct-postgres-"));
  if ("uid" in as) chownSync(folder, as.uid, as.gid);
  const data = join(folder, "data");
  const options = ["--auth=trust", "--username=owner", "--no-sync", "--encoding=UTF8", "--no-locale"];
  execFileSync(join(bin, "initdb"), ["--pgdata", data, ...options], { ...as, cwd: folder, stdio: "ignore" });
  const port = await freePort();
  const own = ["listen_addresses = '127.0.0.1'", `port = ${port}`, `unix_socket_directories = '${folder}'`];
  appendFileSync(join(data, "postgresql.conf"), [...own, ...settings, ""].join("\n"));
  const server = new ServerProcess(port, join(folder, "server.log"), (stdio) =>
    spawn(join(bin, "postgres"), ["-D", data], { ...as, stdio }),
  );
  await server.start();
  await runAt(port, "postgres", "CREATE DATABASE wct");
  return {
    ...{ port, folder, url: `postgres://owner@127.0.0.1:${port}/wct` },
    run: (sql) => runAt(port, "wct", sql),
    start: () => server.start(),
    stop: (how) => server.stop(how),
    own: (name) => ("uid" in as ? chownSync(join(folder, name), as.uid, as.gid) : undefined),
    cpu: () => server.cpu(),
    async [Symbol.asyncDispose]() {
      // A server that is killed leaves its shared memory in the system, for the next one in its folder to remove.
      await server.stop("immediate");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `immediate` ends all processes, and writes nothing of the data any more. */
const stopSignals = { fast: "SIGINT", immediate: "SIGQUIT", killed: "SIGKILL" } as const;

class ServerProcess {
  readonly #port: number;
  readonly #log: string;
  readonly #spawn: (stdio: StdioOptions) => ChildProcess;
  #child: ChildProcess | null = null;

  constructor(port: number, log: string, start: (stdio: StdioOptions) => ChildProcess) {
    this.#port = port;
    this.#log = log;
    this.#spawn = start;
  }

  /** After a kill, the server refuses to start until the last of its old processes is gone. */
  async start(): Promise<void> {
    for (let tries = 0; tries < 400; tries++) {
      if (this.#child === null || this.#child.exitCode !== null || this.#child.signalCode !== null) {
        this.#child = this.#begin();
      }
      if (await answers(this.#port)) return;
      await delay(25);
    }
    throw new Error(`the server does not start; it said:\n${this.#said()}`);
  }

  #begin(): ChildProcess {
    const log = openSync(this.#log, "a");
    try {
      return this.#spawn(["ignore", log, log]);
    } finally {
      closeSync(log);
    }
  }

  /** The last lines of all starts. */
  #said(): string {
    return readFileSync(this.#log, "utf8").trimEnd().split("\n").slice(-20).join("\n");
  }

  async stop(how: keyof typeof stopSignals): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    const sessions = how === "killed" ? childrenOf(child.pid) : [];
    child.kill(stopSignals[how]);
    for (const pid of sessions) kill(pid);
    await exited;
  }

  cpu(): number {
    const pid = this.#child?.pid;
    return pid === undefined ? 0 : [pid, ...childrenOf(pid)].reduce((sum, one) => sum + cpuOf(one), 0);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}

/** Returns the fields of a process after its name; none if it has ended. */
function statOf(pid: number | string): readonly string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}

const childrenOf = (pid: number | undefined): readonly number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && statOf(name)[1] === String(pid))
    .map(Number);

/** User and system time, which Linux counts in hundredths of a second, with that of children that have ended. */
function cpuOf(pid: number): number {
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = statOf(pid).slice(11, 15).map(Number);
  return (user + system + endedUser + endedSystem) * 10;
}

async function answers(port: number): Promise<boolean> {
  try {
    await runAt(port, "postgres", "SELECT 1");
    return true;
  } catch {
    return false;
  }
}

async function runAt(port: number, database: string, sql: string): Promise<readonly (readonly unknown[])[]> {
  const client = new Client({ host: "127.0.0.1", port, user: "owner", database });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const result: unknown = await client.query({ text: sql, rowMode: "array" });
    const last: unknown = Array.isArray(result) ? result.at(-1) : result;
    return typeof last === "object" && last !== null && "rows" in last && Array.isArray(last.rows) ? last.rows : [];
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Below the ports that the system hands out: another program would get the port while the server is down. */
async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = randomInt(10_000, firstHandedOut());
    if (await isFree(port)) return port;
  }
  throw new Error("no port is free for a server");
}

/** Where the ports begin that Linux gives to those who ask for any. */
function firstHandedOut(): number {
  const range = "/proc/sys/net/ipv4/ip_local_port_range";
  const first = existsSync(range) ? Number.parseInt(readFileSync(range, "utf8"), 10) : 32_768;
  // Nothing is below if somebody has widened the range that far.
  return first > 11_000 ? first : 32_768;
}

function isFree(port: number): Promise<boolean> {
  const listening = createServer();
  return new Promise((resolve) => {
    listening.once("error", () => resolve(false));
    listening.listen(port, "127.0.0.1", () => listening.close(() => resolve(true)));
  });
}
