import { setTimeout as delay } from "node:timers/promises";
import { median, type Print } from "./print.ts";
import { costsText, runRemotely } from "./remote-run.ts";
import { type Fleet, openRig, type Rig } from "./rig.ts";
import { waitingRunbook } from "./runbooks.ts";
import { databaseText } from "./statistics.ts";

const [milliseconds, waves, rounds] = [1000, 8, 3];

/** WCT_BENCH_WORKERS, such as "25,50,100". */
const counts = (process.env["WCT_BENCH_WORKERS"] ?? "4,25,50,100").split(",").map(Number);

/** Artifacts of a second through workers of one slot, beside the shortest time in which so many slots can make them. */
export async function benchOneSlot(print: Print): Promise<void> {
  for (const workers of counts) {
    await using rig = await openRig();
    await using fleet = await rig.startWorkers(workers, 1);
    const artifacts = workers * waves;
    await idleText(rig, fleet, print);
    const shares: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      if (round === 1) await rig.server.run("SELECT pg_stat_statements_reset()");
      const { run, costs } = await runRemotely(rig, fleet, waitingRunbook(artifacts, milliseconds, workers * 2));
      // The first round opens the threads.
      if (round === 0) continue;
      shares.push((waves * milliseconds) / run);
      print(`  ${(run / 1000).toFixed(2)} s; of an artifact: ${costsText(costs, artifacts)}`);
    }
    const memory = (fleet.residentMb() / workers).toFixed(0);
    print(
      `${workers} workers of one slot: ${(median(shares) * 100).toFixed(0)} % of the bound, ${memory} MiB a worker`,
    );
    if (workers === Math.max(...counts)) await databaseText(rig.server, artifacts * rounds, print);
  }
}

/** What workers cost that have nothing to do: they renew their leases, and look for jobs. */
async function idleText({ server }: Rig, fleet: Fleet, print: Print): Promise<void> {
  await delay(3000);
  const before = { server: server.cpu(), workers: fleet.cpu(), at: performance.now() };
  await delay(10_000);
  const seconds = ((performance.now() - before.at) / 1000) * fleet.processes.length;
  const [postgres, own] = [(server.cpu() - before.server) / seconds, (fleet.cpu() - before.workers) / seconds];
  print(`  idle, of a worker each second: CPU ms PostgreSQL ${postgres.toFixed(2)}, itself ${own.toFixed(2)}`);
}
