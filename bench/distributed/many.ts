import { runProgram } from "../run-program.ts";
import { median, type Print } from "./print.ts";
import { costsText, runRemotely } from "./remote-run.ts";
import { openRig } from "./rig.ts";
import { wideRunbook } from "./runbooks.ts";

const [artifacts, workers, slots, inFlight, rounds] = [10_000, 4, 2, 512, 3];

/** Trivial artifacts through four workers, and through the threads of one process with SQLite beside them. */
export async function benchMany(print: Print): Promise<void> {
  await using rig = await openRig();
  await using fleet = await rig.startWorkers(workers, slots);
  const runbook = wideRunbook(artifacts, inFlight);
  const [remote, local]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const { run, costs } = await runRemotely(rig, fleet, runbook);
    const beside = await runProgram(runbook);
    remote.push(run);
    local.push(beside.run);
    print(`  ${(run / 1000).toFixed(1)} s; of an artifact: ${costsText(costs, artifacts)}`);
    print(
      `  local, SQLite: ${(beside.run / 1000).toFixed(1)} s; CPU ms an artifact ${(beside.cpu / artifacts).toFixed(2)}`,
    );
  }
  const ratio = median(remote.map((time, round) => time / (local[round] ?? Number.NaN)));
  const [took, here] = [median(remote) / 1000, median(local) / 1000];
  print(
    `${artifacts} trivial artifacts, ${workers} workers: ${took.toFixed(1)} s, ${ratio.toFixed(1)} x of ${here.toFixed(1)} s locally`,
  );
}
