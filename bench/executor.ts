import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type Measurement, runDurably, runInMemory, type Setting } from "./run-workload.ts";
import { bound, chain, ladder, layered, type Workload, wide } from "./workloads.ts";

const repeats = 5;
// A long run executes compiled code. The first repetitions are two to three times slower, so both sides omit them.
const warmUps = 3;
const slots = 10;

/**
 * Measures the overhead per artifact, in memory and durable, compared to a level barrier in Python; linearity;
 * makespan.
 */
export async function benchExecutor(print: (line: string) => void): Promise<void> {
  print("overhead in µs an artifact, median (range) of 5; x: over the level barrier of Python in the same run");
  const shapes: readonly (readonly [string, Workload])[] = [
    ["wide 10,000 + 1", wide(10_000)],
    ["chain 2,000", chain(2_000)],
    ["layered 100 x 100 + 1", layered(100, 100)],
  ];
  for (const [name, workload] of shapes) {
    const python = barrier(workload, slots)?.map((seconds) => (seconds * 1e6) / workload.inputs.length) ?? null;
    const memory = await overheads(() => runInMemory(workload, { slots }));
    const durable = await overheads(() => runDurably(workload, { slots }));
    const ratio = python === null ? "no python3" : `${show(python)}, x ${(median(memory) / median(python)).toFixed(2)}`;
    print(`${name.padEnd(22)} memory ${show(memory)}   SQLite ${show(durable)}   barrier ${ratio}`);
  }
  await benchLinearity(print);
  await benchMakespan(print);
}

async function benchLinearity(print: (line: string) => void): Promise<void> {
  const ten = median(await overheads(() => runInMemory(wide(10_000), { slots })));
  const hundred = median(await overheads(() => runInMemory(wide(100_000), { slots })));
  print(`wide 100,000 costs ${(hundred / ten).toFixed(2)} times what wide 10,000 costs, an artifact`);
}

async function benchMakespan(print: (line: string) => void): Promise<void> {
  const workload = ladder(20, 10);
  const weights = Object.fromEntries(workload.sleeps?.map((sleep, index) => [`a${index}`, sleep]) ?? []);
  for (const count of [10, 20]) {
    const least = bound(workload, count);
    const ratio = async (setting: Setting): Promise<string> => {
      const times: number[] = [];
      for (let turn = 0; turn < 3; turn += 1) times.push((await runInMemory(workload, setting)).milliseconds / least);
      return show(times);
    };
    const without = await ratio({ slots: count });
    const known = await ratio({ slots: count, weights });
    const python = barrier(workload, count)?.map((seconds) => (seconds * 1000) / least) ?? null;
    const beside = python === null ? "" : `, level barrier ${show(python)}`;
    print(`ladder, ${count} slots: makespan / bound ${without}, durations known ${known}${beside}`);
  }
}

async function overheads(run: () => Promise<Measurement>): Promise<readonly number[]> {
  for (let turn = 0; turn < warmUps; turn += 1) await run();
  const times: number[] = [];
  for (let turn = 0; turn < repeats; turn += 1) {
    const { milliseconds, artifacts } = await run();
    times.push((milliseconds * 1000) / artifacts);
  }
  return times;
}

/** Returns the seconds per repetition of the same workload in Python; null if Python is missing. */
function barrier(workload: Workload, count: number): readonly number[] | null {
  const repeat = workload.sleeps === null ? warmUps + repeats : 3;
  const { status, stdout } = spawnSync("python3", [join(import.meta.dirname, "graphlib_barrier.py")], {
    input: JSON.stringify({ ...workload, slots: count, repeat }),
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  if (status !== 0) return null;
  const times: readonly number[] = JSON.parse(stdout);
  return workload.sleeps === null ? times.slice(warmUps) : times;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function show(values: readonly number[]): string {
  const text = (value: number): string => value.toFixed(2);
  return `${text(median(values))} (${text(Math.min(...values))}-${text(Math.max(...values))})`;
}
