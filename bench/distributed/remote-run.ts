import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunEvent } from "../../src/domain/index.ts";
import { openRecordStore } from "../../src/store/index.ts";
import { type Usage, usageModule } from "../run-program.ts";
import type { Fleet, Rig } from "./rig.ts";

/** What one run on workers took. Times in milliseconds. */
export interface RemoteRun {
  /** The run alone, from its record. */
  readonly run: number;
  readonly events: readonly RunEvent[];
  readonly costs: Costs;
}

/** CPU time in milliseconds of each side, start-up and planning of the coordinator included. */
export interface Costs {
  readonly postgres: number;
  readonly coordinator: number;
  readonly workers: number;
  readonly walBytes: number;
  readonly transactions: number;
}

export interface RemoteRunOptions {
  readonly remote?: boolean;
  /** Called every 50 ms while the run goes on. */
  readonly meanwhile?: () => void;
}

/** Runs a runbook in the built program. Throws if the run does not complete. */
export async function runRemotely(
  rig: Rig,
  fleet: Fleet | null,
  runbook: string,
  { remote = true, meanwhile }: RemoteRunOptions = {},
): Promise<RemoteRun> {
  const cwd = mkdtempSync(join(rig.folder, "run-"));
  writeFileSync(join(cwd, "runbook.yaml"), runbook);
  const usage = join(cwd, "usage.json");
  const before = await readings(rig, fleet);
  const profiles = process.env["WCT_BENCH_PROFILE"];
  const profiled = profiles === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profiles}/coordinator`];
  const args = ["run", "runbook.yaml", "--quiet", "--output", "out", ...(remote ? ["--remote=all"] : [])];
  const options = { cwd, env: { WCT_BENCH_USAGE: usage }, node: ["--require", usageModule, ...profiled] };
  const child = rig.start(args, options);
  let said = "";
  child.stderr?.on("data", (chunk) => (said += String(chunk)));
  const timer = setInterval(() => meanwhile?.(), 50);
  const [status] = await once(child, "close");
  clearInterval(timer);
  const after = await readings(rig, fleet);
  if (status !== 0) throw new Error(`the run ended with ${status}: ${said}`);
  const used: Usage = JSON.parse(readFileSync(usage, "utf8"));
  rmSync(cwd, { recursive: true });
  const recorded = await newestRun(rig);
  const costs = {
    postgres: after.postgres - before.postgres,
    coordinator: used.cpu,
    workers: after.workers - before.workers,
    walBytes: after.wal - before.wal,
    transactions: after.transactions - before.transactions,
  };
  return { ...recorded, costs };
}

async function readings({ server }: Rig, fleet: Fleet | null) {
  const [row = []] = await server.run(`
    SELECT pg_stat_force_next_flush();
    SELECT pg_current_wal_lsn() - '0/0'::pg_lsn, xact_commit FROM pg_stat_database WHERE datname = 'wct'`);
  const [wal, transactions] = row.map(Number);
  return { postgres: server.cpu(), workers: fleet?.cpu() ?? 0, wal: wal ?? 0, transactions: transactions ?? 0 };
}

async function newestRun({ server }: Rig): Promise<Pick<RemoteRun, "run" | "events">> {
  const store = await openRecordStore({ url: server.url, env: new Map<string, string>(), mode: "read" });
  try {
    const run = (await store.executions.runs()).toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))[0];
    if (run?.status !== "completed") throw new Error(`the run is ${run?.status}`);
    const events: RunEvent[] = [];
    for await (const event of store.executions.events(run.id)) events.push(event);
    return { run: run.durationMs ?? 0, events };
  } finally {
    await store.close();
  }
}

/** Milliseconds between the ends of artifacts that follow each other. */
export function links(events: readonly RunEvent[]): readonly number[] {
  const ends = events.flatMap((event) => (event.type === "artifact.attempted" ? [event.ended / 1e6] : []));
  return ends.slice(1).map((end, at) => end - (ends[at] ?? 0));
}

export function costsText(
  { postgres, coordinator, workers, walBytes, transactions }: Costs,
  artifacts: number,
): string {
  const each = (value: number, digits = 2): string => (value / artifacts).toFixed(digits);
  const cpu = `CPU ms PostgreSQL ${each(postgres)}, coordinator ${each(coordinator)}, workers ${each(workers)}`;
  return `${cpu}; ${each(transactions, 1)} transactions, ${each(walBytes, 0)} bytes of write-ahead log`;
}
