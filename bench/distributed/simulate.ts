import type { Print } from "./print.ts";
import { type ClusterCosts, type ClusterRun, simulateCluster } from "./simulated-cluster.ts";

/** Milliseconds, from `hand-over`, `many` and `one-slot`; docs/distributed-limits.md tells how they were derived. */
const measured: ClusterCosts = {
  serverOfJob: 2.1,
  serverOfTurn: 2.2,
  serverInTurn: 0.2,
  serverOfVain: 0.25,
  serverOfSecond: 1.1,
  ownOfTurn: 1.5,
  ownInTurn: 0.3,
  commit: 1,
  workerOfJob: 4.3,
};

const workerCounts = [1, 4, 10, 25, 50, 100, 200, 500, 1000];
const durations = [10, 100, 1000, 10_000];
const [cores, waves] = [2, 20];

/** Up to 1,000 workers of one slot, each with a core of its own, beside a server with two cores of its own. */
export function benchSimulation(print: Print): void {
  print(
    `of the bound in %, (load of the server %, of the coordinator %); server with ${cores} cores, ${waves} artifacts a worker`,
  );
  print(`  workers ${durations.map((duration) => `${duration} ms`.padStart(16)).join("")}`);
  for (const workers of workerCounts) {
    const cells = durations.map((durationMs) => cell(durationMs, run(workers, durationMs, measured)));
    print(`  ${String(workers).padStart(7)} ${cells.join("")}`);
  }
  print("where more workers bring less than half of what the first ones bring");
  for (const durationMs of durations) {
    const most = workerCounts.findLast((workers) => shareOf(durationMs, run(workers, durationMs, measured)) >= 0.5);
    print(`  artifacts of ${durationMs} ms: beyond ${most ?? 0} workers`);
  }
  print("artifacts of 1,000 ms, beside what was measured");
  benchPoints(print);
}

/** Shares of the bound that `one-slot` measured, everything on one machine with two cores. */
const points: readonly (readonly [workers: number, share: number])[] = [
  [4, 0.99],
  [25, 0.95],
  [100, 0.83],
];

/** The same workers on one machine, of which others use a part. */
function benchPoints(print: Print): void {
  for (const [workers, share] of points) {
    const simulated = [2, 1, 0.5].map((rest) => {
      const costs = Object.fromEntries(Object.entries(measured).map(([name, cost]) => [name, cost / rest]));
      const request = { workers, artifacts: workers * 8, durationMs: 1000, cores: 1, isOneMachine: true };
      const { totalMs } = simulateCluster({ ...request, costs: { ...measured, ...costs } });
      return `${((8000 / totalMs) * 100).toFixed(0)} %`;
    });
    print(
      `  ${workers} workers: measured ${(share * 100).toFixed(0)} %, simulated with 2, 1 and half a core ${simulated.join(", ")}`,
    );
  }
}

const run = (workers: number, durationMs: number, costs: ClusterCosts): ClusterRun =>
  simulateCluster({ workers, artifacts: workers * waves, durationMs, cores, isOneMachine: false, costs });

const shareOf = (durationMs: number, { totalMs }: ClusterRun): number => (waves * durationMs) / totalMs;

function cell(durationMs: number, result: ClusterRun): string {
  const percent = (share: number): string => (share * 100).toFixed(0);
  return `${percent(shareOf(durationMs, result))} (${percent(result.server)}, ${percent(result.coordinator)})`.padStart(
    16,
  );
}
