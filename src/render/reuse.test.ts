import { expect, test } from "vitest";
import type { RunId } from "../domain/index.ts";
import type { ExecuteReason, ReuseDecision } from "../run/index.ts";
import { sampleFailure } from "../testing/runs/virtual-run.ts";
import { idAt, sampleMessage, samplePlan, sampleRun } from "../testing/sample-plan.ts";
import { reuseLines } from "./index.ts";

const plan = samplePlan([[], [0], [1]], () => ({ config: { rules: "./rules.yaml", deep: [{ file: "a.csv" }] } }));
const candidate = (run = sampleRun) => ({
  message: sampleMessage(0),
  inputs: [],
  origin: { run, artifact: idAt(0) },
  isAltered: false,
  sourceState: null,
});
const lines = (decisions: readonly ReuseDecision[], now = "2025-01-01T15:30:00Z") =>
  reuseLines(decisions, { plan, now: new Date(now) });
const reused = (place: number, run?: RunId): ReuseDecision => ({
  kind: "reused",
  artifact: idAt(place),
  candidate: candidate(run),
  provedBy: null,
});
const because = (why: ExecuteReason) => lines([{ kind: "executes", artifact: idAt(1), why }])[1];
const run = sampleRun;
const runs = (change: object) => ({
  ...({ kind: "runs", runbook: "book.yaml", ended: 0, read: 0, isOneRunning: false } as const),
  ...change,
});

test("what is reused is one line with its age, by run", () => {
  const older = "run_20241230_120000_2" as RunId;
  expect(lines([reused(0), reused(1), reused(2, older)])).toEqual([
    "reused: 3 of 3 artifacts, 2 from run_20250101_120000 (3 h ago), 1 from run_20241230_120000_2 (2 days ago)",
  ]);
});

test.each([
  ["2025-01-01T12:00:09Z", "9 s ago"],
  ["2025-01-01T12:59:00Z", "59 min ago"],
  ["2025-01-01T11:00:00Z", "0 s ago"],
])("at %s a run of noon was %s", (now, age) => {
  expect(lines([reused(0)], now)[0]).toContain(`(${age})`);
});

test("a source says how its connector saw that it is unchanged, or that it will be asked", () => {
  expect(lines([{ ...reused(0), provedBy: "size and time of each file" } as ReuseDecision])[1]).toBe(
    "a0 reused: its source is unchanged since run_20250101_120000 (size and time of each file)",
  );
  expect(lines([{ kind: "asks", artifact: idAt(0), candidate: candidate() }])).toEqual([
    "nothing can be reused yet",
    "a0 asks: its connector is asked whether its source changed since run_20250101_120000",
  ]);
});

test("what depends on inputs that execute again says on which", () => {
  const waits = (...places: number[]): ReuseDecision => ({
    kind: "waits",
    artifact: idAt(2),
    candidate: candidate(),
    inputs: places.map(idAt),
  });
  expect(lines([waits(1)])).toEqual([
    "nothing can be reused yet",
    'a2 waits: it is reused if its input "a1" comes out as before',
  ]);
  expect(lines([waits(0, 1)])[1]).toBe('a2 waits: it is reused if its inputs "a0" and "a1" come out as before');
});

test.each<[ExecuteReason, string]>([
  [{ kind: "new", lookedAt: { kind: "run", run } }, `${run} does not have it`],
  [{ kind: "new", lookedAt: runs({}) }, "no earlier run of book.yaml"],
  [{ kind: "new", lookedAt: runs({ isOneRunning: true }) }, "no run of book.yaml has ended"],
  [{ kind: "new", lookedAt: runs({ ended: 3, read: 3 }) }, "no earlier run of book.yaml has it"],
  [{ kind: "new", lookedAt: runs({ ended: 60, read: 50 }) }, "none of the 50 newest runs of book.yaml has it"],
  [{ kind: "source", run, because: "changed" }, `its source changed since ${run}`],
  [
    { kind: "source", run, because: "unrecorded" },
    `it is read again, because ${run} does not record the state of its source`,
  ],
  [
    { kind: "source", run, because: "untold" },
    "it is read again, because its connector cannot tell whether its source changed",
  ],
  [
    { kind: "source", run, because: "late" },
    "it is read again, because its connector did not answer in time whether its source changed",
  ],
  [{ kind: "failed", run, failure: sampleFailure }, `it did not complete in ${run}: failed (WCT_PRODUCE_COMPONENT)`],
  [{ kind: "skipped", run, reason: "cancelled" }, `it did not complete in ${run}: skipped (cancelled)`],
  [{ kind: "unfinished", run }, `it did not complete in ${run}`],
  [{ kind: "altered", run }, `it, or what it was made from, was changed by hand in ${run}`],
  [{ kind: "changed", changes: [], inputs: { before: [idAt(0)], now: [] } }, 'its inputs are nothing, and were "a0"'],
  [
    { kind: "changed", changes: [], inputs: { before: [idAt(0), idAt(2)], now: [idAt(2), idAt(0)] } },
    "its inputs are in another order",
  ],
  [
    {
      kind: "changed",
      changes: [{ part: "plugin" }],
      inputs: { before: [idAt(0)], now: [idAt(2), idAt(0)] },
    },
    'the plugin\'s files changed; its inputs are "a2" and "a0", and were "a0"',
  ],
  [{ kind: "inputs-differ", inputs: [idAt(0)] }, 'it was made from a different "a0"'],
  [{ kind: "inputs-unknown", run }, `${run} does not record what it was made from`],
  [{ kind: "not-kept", run }, `its content was not kept in ${run}`],
  [{ kind: "object", run, condition: "damaged" }, "its content is damaged"],
  [{ kind: "object", run, condition: "absent" }, "its content is no longer in the store"],
  [
    { kind: "changed", changes: [{ part: "configuration" }], paths: ["min_score"], inputs: null },
    'its configuration changed: "min_score"',
  ],
  [{ kind: "changed", changes: [{ part: "file", path: "rules" }], inputs: null }, 'the file "./rules.yaml" changed'],
  [{ kind: "changed", changes: [{ part: "file", path: "deep[0].file" }], inputs: null }, 'the file "a.csv" changed'],
  [
    { kind: "changed", changes: [{ part: "file", path: "default" }], inputs: null },
    'the file of its "default" changed',
  ],
  [
    { kind: "changed", changes: [{ part: "plugin" }, { part: "variable" }], inputs: null },
    "the plugin's files changed; the value of a variable in its configuration changed",
  ],
])("a reason is told in a few words: %j", (why, text) => {
  expect(because(why)).toBe(`a1 executes: ${text}`);
});
