import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { runbookOf } from "../run-program.ts";
import { median, type Print } from "./print.ts";
import { openRig, type Rig } from "./rig.ts";

const [rounds, milliseconds] = [3, 2000];

/** From `kill -9` of a worker to the start of its artifact on another, and of a coordinator to its replacement. */
export async function benchLosses(print: Print): Promise<void> {
  await using rig = await openRig();
  const [workers, coordinators]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    workers.push(await killWorker(rig));
    coordinators.push(await killCoordinator(rig));
  }
  const text = (times: readonly number[]): string =>
    `median ${(median(times) / 1000).toFixed(1)} s (${times.map((time) => (time / 1000).toFixed(1)).join(", ")})`;
  print(`kill -9 of a worker, until its artifact starts elsewhere: ${text(workers)}`);
  print(`kill -9 of a coordinator, until one that stands by has the run: ${text(coordinators)}`);
}

/** Starts the run of one artifact. */
function startRun(rig: Rig) {
  const cwd = mkdtempSync(join(rig.folder, "run-"));
  writeFileSync(join(cwd, "runbook.yaml"), runbookOf([{ id: "a", type: "load_wait", properties: { milliseconds } }]));
  return rig.start(["run", "runbook.yaml", "--quiet", "--remote=all", "--output", "out"], { cwd });
}

async function killCoordinator(rig: Rig): Promise<number> {
  await using _ = await rig.startWorkers(1, 1);
  const standby = rig.start(["coordinator"]);
  const run = startRun(rig);
  await holder(rig, null);
  const first = await writerOf(rig);
  await delay(Math.random() * 1500);
  run.kill("SIGKILL");
  const killed = performance.now();
  while ((await writerOf(rig)) === first) await delay(20);
  const took = performance.now() - killed;
  while ((await writerOf(rig)) !== undefined) await delay(100);
  const ended = once(standby, "close");
  standby.kill("SIGTERM");
  await ended;
  return took;
}

async function killWorker(rig: Rig): Promise<number> {
  await using fleet = await rig.startWorkers(2, 1);
  const run = startRun(rig);
  const ended = once(run, "close");
  const first = await holder(rig, null);
  // Somewhere in the lease, as accidents are.
  await delay(Math.random() * 1500);
  fleet.processes.find(({ pid }) => pid === first)?.kill("SIGKILL");
  const killed = performance.now();
  await holder(rig, first);
  const took = performance.now() - killed;
  const [status] = await ended;
  if (status !== 0) throw new Error(`the run ended with ${status}`);
  return took;
}

/** Waits until a worker other than this process holds a job. Returns its process. */
async function holder({ server }: Rig, other: number | null): Promise<number> {
  for (;;) {
    const rows = await server.run("SELECT w.process FROM wct.claims c JOIN wct.workers w ON w.id = c.worker");
    const found = rows.map(([pid]) => Number(pid)).find((pid) => pid !== other);
    if (found !== undefined) return found;
    await delay(20);
  }
}

/** What names the process that records the run that goes on; undefined if none does. */
async function writerOf({ server }: Rig): Promise<unknown> {
  const rows = await server.run("SELECT writer FROM wct.runs WHERE outcome IS NULL ORDER BY run_key DESC LIMIT 1");
  return rows[0]?.[0];
}
