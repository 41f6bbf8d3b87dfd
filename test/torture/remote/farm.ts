import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { expect } from "vitest";
import type { RunEvent, RunId } from "../../../src/domain/index.ts";
import { openRecordStore } from "../../../src/store/index.ts";
import { type PrivatePostgres, privatePostgres, serverProxy } from "../../../src/testing/servers/index.ts";
import { runCli } from "../../support/cli.ts";
import { pause } from "../../support/faults.ts";
import { type Finished, finished, RemoteProject } from "../../support/remote-project.ts";
import type { Random } from "../random.ts";
import { runbookOf, size } from "./runbook.ts";

/** A process of the program that an attack started. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Finished>;
}

/** A server, workers and coordinators of one runbook, and what it makes when nothing disturbs it. */
export class Farm implements AsyncDisposable {
  readonly server: PrivatePostgres;
  readonly #remote: RemoteProject;
  readonly #digests: ReadonlyMap<string, string>;
  readonly #workers = new Map<ChildProcess, Promise<Finished>>();

  private constructor(server: PrivatePostgres, remote: RemoteProject, digests: ReadonlyMap<string, string>) {
    this.server = server;
    this.#remote = remote;
    this.#digests = digests;
  }

  static async start(): Promise<Farm> {
    const server = await privatePostgres();
    const remote = new RemoteProject(() => ({ ...server, env: new Map() }));
    remote.runbook(runbookOf(size));
    const made = await remote.wct(["run", "--store", ".wct", "-q"]);
    expect(made, made.stderr).toMatchObject({ code: 0 });
    const cwd = remote.project.path("main");
    const { stdout } = await runCli(["inspect", "latest", "--json", "--store", ".wct"], { cwd });
    return new Farm(server, remote, digestsIn(stdout));
  }

  /** Starts a worker. `url`: of a proxy in front of the server. */
  async hire(url = this.server.url): Promise<ChildProcess> {
    const child = await this.#remote.worker(["--slots", "2", "--grace", "2s"], "main", { WCT_STORE: url });
    this.#workers.set(child, finished(child));
    return child;
  }

  get workers(): readonly ChildProcess[] {
    return [...this.#workers.keys()].filter((child) => child.exitCode === null && child.signalCode === null);
  }

  start(args: readonly string[], url = this.server.url): Started {
    const child = this.#remote.start(args, "main", { WCT_STORE: url });
    return { child, ended: finished(child) };
  }

  run(): Started {
    return this.start(["run", "--remote=all", "-q"]);
  }

  /** Starts a run, and waits until it is recorded. */
  async begin(): Promise<Started> {
    const before = await this.latest();
    const run = this.run();
    while (run.child.exitCode === null && (await this.latest()) === before) await pause(20);
    return run;
  }

  async cli(...args: string[]): Promise<{ readonly code: number; readonly stdout: string }> {
    return await runCli(args, { cwd: this.#remote.project.path("main"), env: { WCT_STORE: this.server.url } });
  }

  /** Returns the newest run; null if none has an event. */
  async latest(): Promise<string | null> {
    const sql = "SELECT id FROM wct.runs WHERE events > 0 ORDER BY run_key DESC LIMIT 1";
    const rows = await this.server.run(sql).catch(() => []);
    const id = rows[0]?.[0];
    return typeof id === "string" ? id : null;
  }

  /** What must hold of the newest run and of the queue once the run has ended. */
  async expectRecorded(): Promise<void> {
    const run = await this.latest();
    if (run === null) throw new Error("no run is recorded");
    expect(await this.#leftovers()).toBe("");
    const verified = await this.cli("verify", run);
    expect(verified, verified.stdout).toMatchObject({ code: 0 });
    const { stdout } = await this.cli("inspect", run, "--json");
    expect(JSON.parse(stdout).status).toBe("completed");
    expect(digestsIn(stdout)).toEqual(this.#digests);
    const store = await openRecordStore({ url: this.server.url, env: new Map(), mode: "read" });
    try {
      await expectOnce(store.executions.events(run as RunId), this.#digests.keys());
    } finally {
      await store.close();
    }
  }

  /** Stops the workers as a supervisor would; no process, connection or claim of theirs may stay. */
  async dismiss(): Promise<void> {
    for (const child of this.workers) child.kill("SIGTERM");
    for (const [child, ended] of this.#workers) {
      const { code, stderr } = await ended;
      if (child.signalCode === null) expect(code, stderr).toBe(0);
    }
    this.#workers.clear();
    expect(processesOf(this.#remote.project.dir)).toEqual([]);
    for (let looks = 0; !(await this.#hasNoSessions()); looks++) {
      if (looks === 150) throw new Error("sessions of wct are left in the server");
      await pause(100);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#remote.end();
    await this.server[Symbol.asyncDispose]();
    this.#remote.project[Symbol.dispose]();
  }

  /** Ends what a broken attack left. */
  async clear(): Promise<void> {
    await this.#remote.end();
    this.#workers.clear();
    await this.server.start();
  }

  async #leftovers(): Promise<string> {
    const tables = ["wct_jobs.job", "wct.claims", "wct.outcomes", "wct.reports", "wct.refusals"];
    const left: string[] = [];
    for (const table of tables) {
      for (const [row] of await this.server.run(`SELECT row_to_json(t)::text FROM ${table} t`))
        left.push(`${table} ${row}`);
    }
    return left.join("\n");
  }

  async #hasNoSessions(): Promise<boolean> {
    return (await this.server.run("SELECT 1 FROM pg_stat_activity WHERE application_name = 'wct'")).length === 0;
  }
}

/** Runs one attack on a farm: three workers, of which some may be behind a proxy. */
export async function onFarm(farm: Farm, attack: (hire: () => Promise<ChildProcess>) => Promise<void>): Promise<void> {
  try {
    await Promise.all([farm.hire(), farm.hire(), farm.hire()]);
    await attack(() => farm.hire());
    await farm.expectRecorded();
    await farm.dismiss();
  } catch (error) {
    // A server that does not start afterwards must not hide why the attack failed.
    await farm.clear().catch(() => undefined);
    throw error;
  }
  await farm.clear();
}

/** Waits for a part of a run, or until it has ended; returns whether it goes on. */
export async function goesOn({ child, ended }: Started, random: Random, most: number): Promise<boolean> {
  const ms = random.integer(50, most);
  if (child.exitCode === null && child.signalCode === null) await Promise.race([pause(ms), ended]);
  return child.exitCode === null && child.signalCode === null;
}

export const proxyOf = ({ server }: Farm) => serverProxy({ host: "127.0.0.1", port: server.port });

function digestsIn(inspected: string): ReadonlyMap<string, string> {
  const { artifacts } = JSON.parse(inspected) as { artifacts: readonly { id: string; digest: string | null }[] };
  return new Map(artifacts.map(({ id, digest }) => [id, digest ?? ""]));
}

/** Every artifact starts, is made and completes once, or is reused once. */
async function expectOnce(events: AsyncIterable<RunEvent>, artifacts: Iterable<string>): Promise<void> {
  const counts = new Map<string, number>();
  const types = ["artifact.started", "artifact.attempted", "artifact.completed", "artifact.reused", "artifact.failed"];
  for await (const event of events) {
    if (!("artifact" in event)) continue;
    const { type, artifact } = event;
    if (types.includes(type)) counts.set(`${type} ${artifact}`, (counts.get(`${type} ${artifact}`) ?? 0) + 1);
  }
  expect([...counts].filter(([, count]) => count !== 1)).toEqual([]);
  for (const id of artifacts) {
    const isReused = counts.has(`artifact.reused ${id}`);
    for (const type of types.slice(0, 3)) expect(counts.has(`${type} ${id}`), `${type} ${id}`).toBe(!isReused);
  }
}

/** The processes that were started with this home folder. */
function processesOf(home: string): readonly string[] {
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(`HOME=${home}`);
    } catch {
      return false;
    }
  });
}
