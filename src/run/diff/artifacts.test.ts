import { describe, expect, test } from "vitest";
import type { ExecutionPlan, PlannedArtifact, RunId } from "../../domain/index.ts";
import { idAt, sampleMessage, samplePlan, sampleRun } from "../../testing/sample-plan.ts";
import {
  type ArtifactResult,
  type ArtifactState,
  artifactState,
  type EarlierRun,
  emptyState,
  type RunState,
} from "../index.ts";
import { type ArtifactDifference, diffRuns } from "./index.ts";

const laterRun = "run_20250102_120000" as RunId;
const chain = [[], [0], [1]];

/** Returns a run with these results by index. All other artifacts completed with the message of their index. */
function runOf(
  run: RunId,
  plan: ExecutionPlan,
  results: Readonly<Record<number, ArtifactResult | null>> = {},
  changes: Readonly<Record<number, Partial<ArtifactState>>> = {},
): EarlierRun {
  const artifacts = plan.artifacts.map(({ id }, place): ArtifactState => {
    const result = results[place] === undefined ? completed(place) : results[place];
    const status = result?.status ?? "pending";
    return { ...artifactState(emptyState, id), status, result, ...changes[place] };
  });
  const state: RunState = { ...emptyState, run, artifacts: new Map(artifacts.map((one) => [one.id, one])) };
  return { run, plan, state };
}

const completed = (number: number): ArtifactResult => ({ status: "completed", message: sampleMessage(number) });

const failed = (code: "WCT_PRODUCE_THREW" | "WCT_PRODUCE_TIMEOUT"): ArtifactResult => ({
  status: "failed",
  failure: { code, message: "it failed", hint: null, componentCode: null, exception: null },
  optional: false,
});

const short = (differences: readonly ArtifactDifference[]) =>
  differences.map(({ id, change, causes }) => {
    const words = causes.map((cause) => {
      if (cause.kind === "definition") return cause.change.part;
      return cause.kind === "input" ? `input ${cause.artifact}` : cause.kind;
    });
    return [id, change, ...words].join(" ");
  });

/**
 * Returns the difference of the second of three artifacts in a chain. Its output differs, and its plan has these
 * changes.
 */
function second(now: Partial<PlannedArtifact>, before: Partial<PlannedArtifact> = {}, sharesKey = true) {
  const planWith = (change: Partial<PlannedArtifact>) => samplePlan(chain, (place) => (place === 1 ? change : {}));
  const earlier = runOf(sampleRun, planWith(before));
  return short(diffRuns(earlier, runOf(laterRun, planWith(now), { 1: completed(90) }), { sharesKey }))[1];
}

const [first, , last] = samplePlan(chain).artifacts;
const method = samplePlan(chain).artifacts[1]?.method;
const fingerprint = (change: Partial<PlannedArtifact["fingerprint"]>) => {
  const whole = samplePlan(chain).artifacts[1]!.fingerprint;
  return { fingerprint: { ...whole, ...change, digest: sampleMessage(77).digest } };
};
const other = sampleMessage(55).digest;

test("equal digests are the same, whatever the run", () => {
  const plan = samplePlan(chain);
  expect(short(diffRuns(runOf(sampleRun, plan), runOf(laterRun, plan)))).toEqual(["a0 same", "a1 same", "a2 same"]);
});

describe("causes", () => {
  test("a source of which nothing changed read other data, and those made from it have another input", () => {
    const plan = samplePlan(chain);
    const after = runOf(laterRun, plan, { 0: completed(90), 1: completed(91) });
    expect(short(diffRuns(runOf(sampleRun, plan), after))).toEqual([
      "a0 different source-data",
      "a1 different input a0",
      // Its inputs differ, but its output is the same.
      "a2 same input a1",
    ]);
  });

  test.each([
    [{ component: "sample@2" }, "component"],
    [{ plugin: other }, "plugin"],
    [{ configWritten: other, configResolved: other }, "configuration"],
    [{ configResolved: other }, "variable"],
    [{ files: { path: other } }, "file"],
    [{ rulesets: { "local/x": other } }, "ruleset"],
  ])("of the fingerprint, %j is named", (change, part) => {
    expect(second(fingerprint(change))).toBe(`a1 different ${part}`);
  });

  test("values of variables cannot be compared between stores", () => {
    const config = { path: `$${"{SHOP}"}` };
    const changed = fingerprint({ configResolved: other });
    expect(second({ ...changed, config }, {}, false)).toBe("a1 different variables-unknown");
    expect(second(changed, {}, false)).toBe("a1 different unexplained");
  });

  test("other inputs, or another order of them", () => {
    expect(second({ inputs: [idAt(0), idAt(2)] })).toBe("a1 different inputs-listed");
    expect(second({ inputs: [idAt(2), idAt(0)] }, { inputs: [idAt(0), idAt(2)] })).toBe("a1 different inputs-listed");
  });

  test("a component that does not promise the same twice, and one that does", () => {
    if (method?.kind !== "process") throw new Error("a1 is made by a processor");
    const restless = { method: { ...method, component: { ...method.component, deterministic: false } } };
    expect(second(restless, restless)).toBe("a1 different not-deterministic");
    expect(second({})).toBe("a1 different unexplained");
  });

  test("what was changed by hand, and what was made from it", () => {
    const plan = samplePlan(chain);
    const alteration = { seq: 1, what: "output", path: null, oldDigest: null, newDigest: other } as const;
    const after = runOf(laterRun, plan, { 0: completed(90), 1: completed(91) }, { 0: { alterations: [alteration] } });
    expect(short(diffRuns(runOf(sampleRun, plan), after))).toEqual([
      "a0 different altered",
      "a1 different input a0 altered",
      "a2 same input a1 altered",
    ]);
  });
});

describe("ends without a message", () => {
  const plan = samplePlan(chain);
  const before = (result: ArtifactResult | null) => runOf(sampleRun, plan, { 2: result });
  const after = (result: ArtifactResult | null) => runOf(laterRun, plan, { 2: result });
  const third = (a: ArtifactResult | null, b: ArtifactResult | null) => short(diffRuns(before(a), after(b)))[2];

  test("the same code is the same end; another one differs", () => {
    expect(third(failed("WCT_PRODUCE_THREW"), failed("WCT_PRODUCE_THREW"))).toBe("a2 same");
    expect(third(failed("WCT_PRODUCE_THREW"), completed(2))).toBe("a2 different unexplained");
  });

  test("what was stopped or not begun is no riddle", () => {
    expect(third(completed(2), failed("WCT_PRODUCE_TIMEOUT"))).toBe("a2 different stopped");
    expect(third(completed(2), null)).toBe("a2 different stopped");
    expect(third(completed(2), { status: "skipped", reason: "cancelled", because: [] })).toBe("a2 different stopped");
  });
});

test("what one run did not select has no other cause, whatever its inputs are", () => {
  const unselected: ArtifactResult = { status: "skipped", reason: "not-selected", because: [] };
  const plan = samplePlan(chain);
  const [before, after] = [runOf(sampleRun, plan), runOf(laterRun, plan, { 1: unselected, 2: unselected })];
  expect(short(diffRuns(before, after))).toEqual(["a0 same", "a1 different not-selected", "a2 different not-selected"]);
  expect(diffRuns(after, before)[2]?.causes).toEqual([{ kind: "not-selected", run: laterRun }]);
  expect(short(diffRuns(after, after))).toEqual(["a0 same", "a1 same", "a2 same"]);
});

test("artifacts of only one plan are added or removed, the removed ones last", () => {
  const [small, large] = [samplePlan([[]]), samplePlan(chain)];
  expect(short(diffRuns(runOf(sampleRun, large), runOf(laterRun, small)))).toEqual([
    "a0 same",
    "a1 removed",
    "a2 removed",
  ]);
  expect(short(diffRuns(runOf(sampleRun, small), runOf(laterRun, large)))).toEqual(["a0 same", "a1 added", "a2 added"]);
});

test("inputs may stand after what is made from them", () => {
  const plan: ExecutionPlan = { ...samplePlan(chain), artifacts: [last, first].flatMap((one) => one ?? []) };
  const [before, after] = [runOf(sampleRun, plan), runOf(laterRun, plan, { 0: completed(90), 1: completed(91) })];
  expect(short(diffRuns(before, after)).map((line) => line.split(" ")[0])).toEqual(["a2", "a0"]);
});
