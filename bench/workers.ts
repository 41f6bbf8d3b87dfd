import { type ProgramRun, runbookOf, runProgram } from "./run-program.ts";

const rounds = 3;
const tiny = 10_000;
const burners = { count: 8, milliseconds: 300 };

/** What a worker costs an artifact, and how near two cores come to half the time of one. */
export function benchWorkers(print: (line: string) => void): void {
  benchTiny(print);
  benchBurning(print);
}

function benchTiny(print: (line: string) => void): void {
  const artifacts = Array.from({ length: tiny }, (_, value) => ({
    id: `a${value}`,
    type: "load_nothing",
    properties: { value },
  }));
  const runs = repeat(() => runProgram(runbookOf(artifacts)));
  const each = runs.map(({ run }) => (run * 1000) / tiny);
  const cpu = runs.map((one) => (one.cpu * 1000) / tiny);
  print(
    `${tiny} tiny artifacts through two workers, recorded: ${show(each)} µs each, CPU of all threads ${show(cpu)} µs`,
  );
}

function benchBurning(print: (line: string) => void): void {
  const { count, milliseconds } = burners;
  const artifacts = Array.from({ length: count }, (_, i) => ({
    id: `a${i}`,
    type: "load_burn",
    properties: { milliseconds: milliseconds },
  }));
  for (const workers of [1, 2]) {
    const ideal = (count * milliseconds) / workers;
    const runs = repeat(() => runProgram(runbookOf(artifacts, { max_concurrency: 10 }), { workers }));
    const whole = show(runs.map(({ wall }) => wall / ideal));
    const run = show(runs.map((one) => one.run / ideal));
    print(
      `${count} artifacts of ${milliseconds} ms CPU, ${workers} worker(s): run ${run} x ideal, whole program ${whole} x`,
    );
  }
}

function repeat(once: () => ProgramRun): readonly ProgramRun[] {
  return Array.from({ length: rounds }, once);
}

function show(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const text = (value = Number.NaN): string => value.toFixed(2);
  return `${text(sorted[Math.floor(sorted.length / 2)])} (${text(sorted[0])}-${text(sorted.at(-1))})`;
}
