import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { median, type Print } from "./print.ts";
import { links, runRemotely } from "./remote-run.ts";
import { openRig } from "./rig.ts";
import { chainRunbook, wideRunbook } from "./runbooks.ts";

const run = promisify(execFile);
const [workers, slots, rounds] = [4, 2, 3];
const sizes = { chain: 200, wide: 2000 } as const;

interface PeerRound {
  readonly time: number;
  /** CPU time in milliseconds. */
  readonly server: number;
  readonly workers: number;
  readonly own: number;
}

/**
 * The same graphs as flows of BullMQ with as many worker processes, in turns. WCT_BENCH_BULLMQ names a folder in which
 * bullmq is installed; redis-server must be on the PATH.
 */
export async function benchBeside(print: Print): Promise<void> {
  const dependencies = process.env["WCT_BENCH_BULLMQ"];
  if (dependencies === undefined) return print("WCT_BENCH_BULLMQ names no folder with bullmq");
  await using rig = await openRig();
  await using fleet = await rig.startWorkers(workers, slots);
  for (const shape of ["chain", "wide"] as const) {
    const size = sizes[shape];
    const runbook = shape === "chain" ? chainRunbook(size) : wideRunbook(size, 512);
    await runRemotely(rig, fleet, runbook);
    const [ours, cpu]: [number[], number[]] = [[], []];
    const peers = new Map<string, number[]>(["none", "everysec", "always"].map((durability) => [durability, []]));
    const peerCpu: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { run: took, events, costs } = await runRemotely(rig, fleet, runbook);
      ours.push(shape === "chain" ? median(links(events)) : took / size);
      cpu.push((costs.postgres + costs.coordinator + costs.workers) / size);
      for (const [durability, times] of peers) {
        const rows = await peer(dependencies, [durability, shape, String(size), String(workers), String(slots)]);
        times.push(median(rows.map(({ time }) => time)) / size);
        if (durability === "always") peerCpu.push(median(rows.map((row) => row.server + row.workers + row.own)) / size);
      }
    }
    print(`${shape} ${size}, ms an artifact: wct ${median(ours).toFixed(2)} (CPU of all ${median(cpu).toFixed(2)})`);
    for (const [durability, times] of peers) {
      const ratio = median(times.map((time, round) => (ours[round] ?? Number.NaN) / time));
      print(`  BullMQ, appendfsync ${durability}: ${median(times).toFixed(2)}; wct takes ${ratio.toFixed(2)} x`);
    }
    print(`  CPU of all, BullMQ with appendfsync always: ${median(peerCpu).toFixed(2)} ms`);
  }
}

async function peer(dependencies: string, args: readonly string[]): Promise<readonly PeerRound[]> {
  const script = join(import.meta.dirname, "bullmq-peer.mjs");
  const { stdout } = await run(process.execPath, [script, dependencies, ...args]);
  const rows: readonly PeerRound[] = JSON.parse(stdout);
  return rows;
}
