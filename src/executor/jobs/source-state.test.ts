import { afterEach, beforeEach, expect, test } from "vitest";
import type { Attempt, RecordedSourceState } from "../../domain/index.ts";
import { Bench, type BenchArtifact } from "../../testing/worker-bench.ts";
import type { SourceAnswer } from "./index.ts";

const at = "2026-01-02T03:04:05.000Z";
const key = Buffer.alloc(32, 7);
let bench: Bench;
beforeEach(async () => {
  const secrets = [{ name: "TOKEN", value: "tulip-4711" }];
  bench = await Bench.open({ graceMs: 50, sourceStateKey: key, confidential: { secrets, environment: [] } });
});
afterEach(() => bench.close());

const piece = (how: string, number = 1): BenchArtifact => ({
  ...{ id: `${how}_${number}`, type: "told", plugin: "states", config: { how, number } },
});
const stateOf = (attempt: Attempt): RecordedSourceState | undefined => {
  if (attempt.outcome === "failed") return expect.fail(attempt.failure.message);
  return attempt.sourceState;
};
const madeState = async (how: string, number?: number) => stateOf((await bench.make(piece(how, number))).attempt);
const asked = (how: string, signal = new AbortController().signal, begun = () => {}): Promise<SourceAnswer> =>
  bench.ask(piece(how), { at, signal, begun });

test("a state is recorded as a keyed digest, and is the same when the connector is asked later", async () => {
  const recorded = await madeState("well");
  expect(recorded).toMatchObject({ by: "number", at, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await asked("well")).toEqual(recorded);
  expect((await madeState("well", 2))?.digest).not.toBe(recorded?.digest);
});

test("the connector gets the start of the run that read the source", async () => {
  expect(await asked("now")).toEqual(await madeState("now"));
});

test.each(["null", "throws", "changes", "bigint", "unnamed", "secretly"])(
  "a source is read, and its state is not known: %s",
  async (how) => {
    expect(await madeState(how)).toBeUndefined();
  },
);

test("an error of the connector is noted without its message", async () => {
  const { attempt, told } = await bench.make(piece("throws"));
  expect(attempt.outcome).toBe("produced");
  expect(told.notes).toEqual([
    { level: "warn", text: "sourceState threw an error, so that a later run reads the source again" },
  ]);
});

test.each(["null", "throws", "exits", "bigint", "unnamed"])("a connector that does not answer: %s", async (how) => {
  expect(await asked(how)).toBeNull();
});

test.each(["hangs", "loops"])("a connector that never answers is ended, and the next one is asked: %s", async (how) => {
  const limit = new AbortController();
  expect(await asked(how, limit.signal, () => limit.abort())).toBeNull();
  expect(await asked("well")).not.toBeNull();
});
