import { type ProgramRun, runbookOf, runProgram, show } from "./run-program.ts";

const rounds = 3;
const tiny = 10_000;
const burners = { count: 8, milliseconds: 300 };

/** Measures the overhead of a worker per artifact, and how close two cores come to half the time of one. */
export async function benchWorkers(print: (line: string) => void): Promise<void> {
  await benchTiny(print);
  await benchBurning(print);
}

async function benchTiny(print: (line: string) => void): Promise<void> {
  const make = (count: number): string =>
    runbookOf(
      Array.from({ length: count }, (_, value) => ({ id: `a${value}`, type: "load_nothing", properties: { value } })),
    );
  const [few, many] = [make(tiny / 2), make(tiny)];
  const each: number[] = [];
  const cpu: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const [half, whole] = [await runProgram(few), await runProgram(many)];
    each.push((whole.run * 1000) / tiny);
    // The cost of the second half. Reading and planning grow too, so it exceeds the share of the run.
    cpu.push(((whole.cpu - half.cpu) * 2000) / tiny);
  }
  print(`${tiny} tiny artifacts through two workers, recorded: ${show(each)} µs each`);
  print(`  CPU of all threads for one more, reading and planning included: ${show(cpu)} µs`);
}

async function benchBurning(print: (line: string) => void): Promise<void> {
  const { count, milliseconds } = burners;
  const burning = Array.from({ length: count }, (_, i) => ({
    id: `a${i}`,
    type: "load_burn",
    properties: { milliseconds },
  }));
  for (const workers of [1, 2]) {
    const ideal = (count * milliseconds) / workers;
    const runs: ProgramRun[] = [];
    for (let round = 0; round < rounds; round += 1) runs.push(await runProgram(runbookOf(burning), { workers }));
    const run = show(runs.map((one) => one.run / ideal));
    const whole = show(runs.map(({ wall }) => wall / ideal));
    const what = `${count} artifacts of ${milliseconds} ms CPU, ${workers} worker(s)`;
    const cpu = show(runs.map((one) => one.cpu / (count * milliseconds)));
    print(`${what}: run ${run} x ideal, whole program with start-up ${whole} x; CPU of all threads ${cpu} x the work`);
  }
}
