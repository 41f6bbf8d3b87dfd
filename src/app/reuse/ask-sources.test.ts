import { expect, test } from "vitest";
import type { Digest, RecordedSourceState } from "../../domain/index.ts";
import type { SourceAnswer, SourceQuestion } from "../../executor/index.ts";
import { sampleMessage, samplePlan, sampleRun } from "../../testing/sample-plan.ts";
import { createVirtualClock } from "../../testing/virtual-clock.ts";
import { type AskedSource, askSources } from "./ask-sources.ts";

const state = (text: string): RecordedSourceState => ({
  ...{ by: "number", at: "2026-01-02T03:04:05.000Z", digest: text.padEnd(64, "0") as Digest },
});
const plan = samplePlan([[], [], []]);
const sources: readonly AskedSource[] = plan.artifacts.map((artifact, place) => ({
  artifact: place === 1 ? { ...artifact, timeoutMs: 1000 } : artifact,
  candidate: {
    ...{ message: sampleMessage(place), inputs: [], isAltered: false, sourceState: state("a") },
    origin: { run: sampleRun, artifact: artifact.id },
  },
}));

function ask(answer: (question: SourceQuestion) => Promise<SourceAnswer>, concurrent = 2) {
  const clock = createVirtualClock();
  const stop = new AbortController();
  const verdicts = askSources(sources, { ask: answer, clock, concurrent, signal: stop.signal });
  return { clock, stop, verdicts: verdicts.then((found) => [...found.values()]) };
}

const whenAborted = ({ signal }: SourceQuestion): Promise<null> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener("abort", () => resolve(null));
  });

test("a source is the same, changed, or its connector cannot tell", async () => {
  const answers = [state("a"), state("b"), null];
  const { verdicts } = ask(async ({ artifact, at }) => {
    expect(at).toBe("2026-01-02T03:04:05.000Z");
    return answers[plan.artifacts.findIndex(({ id }) => id === artifact.id)] ?? null;
  });
  expect(await verdicts).toEqual(["same", "changed", "untold"]);
});

test("connectors that answer at once are asked one after the other; a slow one does not delay the others", async () => {
  let [asking, most] = [0, 0];
  const answer = (isSlow: boolean) => async (question: SourceQuestion) => {
    [asking, most] = [asking + 1, Math.max(most, asking + 1)];
    question.begun();
    if (isSlow) await whenAborted(question);
    asking -= 1;
    return state("a");
  };
  await ask(answer(false)).verdicts;
  expect(most).toBe(1);
  const slow = ask(answer(true), 2);
  while (asking < 2) slow.clock.next();
  slow.stop.abort();
  await slow.verdicts;
  expect(most).toBe(2);
});

test("a connector that does not answer within the artifact's time limit, or a minute, is late", async () => {
  const { clock, verdicts } = ask(whenAborted);
  const times: number[] = [];
  for (let asked = 0; asked < 3; asked += 1) {
    const before = clock.time();
    clock.next();
    times.push(clock.time() - before);
    // The next question is asked in the microtasks of this turn.
    await new Promise(setImmediate);
  }
  expect(times).toEqual([60_000, 1000, 60_000]);
  expect(await verdicts).toEqual(["late", "late", "late"]);
});

test("a run that is cancelled waits for no answer", async () => {
  const { stop, verdicts } = ask(whenAborted);
  stop.abort();
  expect(await verdicts).toEqual(["untold", "untold", "untold"]);
});
