import { join } from "node:path";
import { resolveRun } from "../src/app/open/run-reference.ts";
import { predictionOf } from "../src/app/predict/prediction.ts";
import { parseWhatIf } from "../src/app/predict/what-if.ts";
import { readRecord } from "../src/app/record/record.ts";
import { timeline } from "../src/run/index.ts";
import { openRecordStore } from "../src/store/index.ts";
import { type BenchArtifact, runbookOf, runProgram } from "./run-program.ts";

interface Case {
  readonly name: string;
  readonly question: string;
  readonly before: { readonly artifacts: readonly BenchArtifact[]; readonly workers: number };
  /** The same run with the assumption made true. */
  readonly really: { readonly artifacts: readonly BenchArtifact[]; readonly workers: number };
}

// The artifacts wait in their threads. Work that needs the cores would measure the other load on the machine.
const wait = (milliseconds: readonly number[]): readonly BenchArtifact[] =>
  milliseconds.map((time, index) => ({ id: `a${index}`, type: "load_wait", properties: { milliseconds: time } }));

const uneven = [2700, 600, 1500, 900, 2100, 1200, 600, 1800];
const cases: readonly Case[] = [
  {
    name: "two workers in the place of one",
    question: "slots=2",
    before: { artifacts: wait(uneven), workers: 1 },
    really: { artifacts: wait(uneven), workers: 2 },
  },
  {
    name: "one worker in the place of two",
    question: "slots=1",
    before: { artifacts: wait(uneven), workers: 2 },
    really: { artifacts: wait(uneven), workers: 1 },
  },
  {
    name: "the longest in half the time",
    question: "a0=0.5x",
    before: { artifacts: wait(uneven), workers: 2 },
    really: { artifacts: wait([1350, ...uneven.slice(1)]), workers: 2 },
  },
  {
    name: "four workers in the place of two",
    question: "slots=4",
    before: { artifacts: wait(uneven), workers: 2 },
    really: { artifacts: wait(uneven), workers: 4 },
  },
  {
    name: "one artifact twice as long",
    question: "a4=2x",
    before: { artifacts: wait(uneven), workers: 2 },
    really: { artifacts: wait(uneven.with(4, 4200)), workers: 2 },
  },
];

/** Compares predictions of `wct timeline --what-if` with the actual times, using real threads. */
export async function benchWhatIf(print: (line: string) => void): Promise<void> {
  const errors: number[] = [];
  for (const { name, question, before, really } of cases) {
    const { predicted, recorded, replayed } = await predict(before, question);
    const actual = (await runProgram(runbookOf(really.artifacts), { workers: really.workers })).run;
    const error = (predicted - actual) / actual;
    errors.push(Math.abs(error));
    const was = `recorded ${seconds(recorded)}, replayed ${seconds(replayed)}`;
    print(
      `${name} (${question}): ${was}, predicted ${seconds(predicted)}, really ${seconds(actual)}, error ${percent(error)}`,
    );
  }
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  print(`mean error ${percent(mean)}, largest ${percent(Math.max(...errors))}`);
}

async function predict({ artifacts, workers }: Case["before"], question: string) {
  let figures = { predicted: Number.NaN, recorded: Number.NaN, replayed: Number.NaN };
  const after = async (folder: string): Promise<void> => {
    const store = await openRecordStore({ dir: join(folder, ".wct"), mode: "read" });
    const record = await readRecord(store, await resolveRun(store.executions, "latest"));
    const view = timeline(record.plan, record.state);
    const prediction = predictionOf({ ...record, view }, parseWhatIf(question, record.plan), false);
    await store.close();
    if (!prediction?.whatIf) throw new Error("there is no prediction");
    const { totalMs, replayedMs } = prediction.whatIf;
    figures = { predicted: totalMs, recorded: view.totalMs, replayed: replayedMs };
  };
  await runProgram(runbookOf(artifacts), { workers, after });
  return figures;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
