import { describe, expect, test } from "vitest";
import type { ArtifactId, Digest, ExecutionPlan, Fingerprint, RunId, SchemaRef } from "../domain/index.ts";
import { idAt, sampleMessage, samplePlan, sampleRun } from "../testing/sample-plan.ts";
import {
  type ArtifactState,
  type AttemptState,
  artifactState,
  decideReuse,
  type EarlierArtifact,
  type ExecuteReason,
  earlierArtifacts,
  emptyState,
  type InputRef,
  type ReuseRequest,
  type RunState,
  type SourceVerdict,
} from "./index.ts";

// a0 -> a1 -> a2, all completed in the run sampleRun.
const plan = samplePlan([[], [0], [1]]);
const digest = (text: string): Digest => text.padEnd(64, "0") as Digest;

const attempt = (inputs: readonly InputRef[], number: number): AttemptState => ({
  ...{ attempt: 1, component: "sample", version: "1.0.0", worker: 0, releasedBy: { kind: "start" } },
  ...{ startedAt: "2025-01-01T12:00:00.000Z", started: 0, remote: null, lost: [], ended: 1, cost: [] },
  inputs,
  result: { outcome: "produced", message: sampleMessage(number) },
});

const inputAt = (place: number): InputRef => ({ artifact: idAt(place), digest: sampleMessage(place).digest });

function completed(changes: Readonly<Record<string, Partial<ArtifactState>>> = {}): RunState {
  const artifacts = plan.artifacts.map(({ id, inputs }, place): ArtifactState => {
    const from = inputs.map((artifact) => inputAt(Number(artifact.slice(1))));
    return {
      ...artifactState(emptyState, id),
      stage: "completed",
      status: "completed",
      attempts: [attempt(from, place)],
      result: { status: "completed", message: sampleMessage(place) },
      ...changes[id],
    };
  });
  return { ...emptyState, run: sampleRun, artifacts: new Map(artifacts.map((one) => [one.id, one])) };
}

const earlierIn = (state: RunState, of: ExecutionPlan = plan): ReadonlyMap<ArtifactId, EarlierArtifact> =>
  earlierArtifacts({ run: sampleRun, plan: of, state });

const decide = (change: Partial<ReuseRequest> = {}) =>
  decideReuse({
    plan,
    earlier: earlierIn(completed()),
    lookedAt: { kind: "run", run: sampleRun },
    given: new Map(),
    sourceVerdict: null,
    takesAltered: false,
    condition: () => "intact",
    ...change,
  });

const kinds = (change?: Partial<ReuseRequest>): string[] => decide(change).map(({ kind }) => kind);

const whyOf = (place: number, change: Partial<ReuseRequest>): ExecuteReason => {
  const decision = decide(change).find(({ artifact }) => artifact === idAt(place));
  return decision?.kind === "executes" ? decision.why : expect.fail(`${decision?.kind}`);
};

/** Returns the plan with a changed part of a1's fingerprint. */
const with1 = (parts: Partial<Fingerprint>): ExecutionPlan => ({
  ...plan,
  artifacts: plan.artifacts.map((artifact) =>
    artifact.id === "a1"
      ? { ...artifact, fingerprint: { ...artifact.fingerprint, ...parts, digest: digest("f1") } }
      : artifact,
  ),
});

test("what is unchanged is reused, from the run that made it", () => {
  expect(kinds()).toEqual(["reused", "reused", "reused"]);
  const origin = {
    from: "run_20240101_000000" as RunId,
    fromArtifact: "other" as ArtifactId,
    reason: "resume",
  } as const;
  const reused = completed({ a1: { result: { status: "reused", message: sampleMessage(1), ...origin } } });
  expect(decide({ earlier: earlierIn(reused) })[1]).toMatchObject({
    kind: "reused",
    candidate: { origin: { run: "run_20240101_000000", artifact: "other" }, message: sampleMessage(1) },
  });
});

test("what was changed by hand executes, and so does all that was made from it", () => {
  const alteration = { seq: 9, what: "output", path: null, oldDigest: null, newDigest: digest("a") } as const;
  const earlier = earlierIn(completed({ a1: { alterations: [alteration] } }));
  expect(kinds({ earlier })).toEqual(["reused", "executes", "executes"]);
  expect(whyOf(2, { earlier })).toEqual({ kind: "altered", run: sampleRun });
});

test.each([
  [{ component: "sample@2" }, { part: "component", before: "sample", now: "sample@2" }],
  [{ plugin: digest("1") }, { part: "plugin" }],
  [{ configWritten: digest("1"), configResolved: digest("1") }, { part: "configuration" }],
  [{ configResolved: digest("1") }, { part: "variable" }],
  [{ files: { "a.path": digest("1") } }, { part: "file", path: "a.path" }],
  [{ rulesets: { "kit/rules/1.0.0": digest("1") } }, { part: "ruleset", uri: "kit/rules/1.0.0" }],
  [{ inputSchemas: ["note:1.0.0" as SchemaRef] }, { part: "input-schemas" }],
  [{ recordFormat: 2 }, { part: "record-format" }],
])("of a fingerprint the part that changed is named: %j", (parts, change) => {
  expect(whyOf(1, { plan: with1(parts) })).toEqual({ kind: "changed", changes: [change], inputs: null });
  expect(kinds({ plan: with1(parts) })).toEqual(["reused", "executes", "waits"]);
});

test("all parts that changed are named, in one order", () => {
  const parts = { recordFormat: 2, plugin: digest("1"), files: { b: digest("1"), a: digest("2") } };
  expect(whyOf(1, { plan: with1(parts) })).toEqual({
    kind: "changed",
    changes: [{ part: "plugin" }, { part: "file", path: "a" }, { part: "file", path: "b" }, { part: "record-format" }],
    inputs: null,
  });
});

describe("a message is reused of an artifact", () => {
  const of2 = (state: Partial<ArtifactState>) => earlierIn(completed({ a2: { result: null, ...state } }));

  test("whose work ended just before the crash", () => {
    expect(kinds({ earlier: of2({ stage: "produced" }) })).toEqual(["reused", "reused", "reused"]);
  });

  test("not while its work had not ended", () => {
    expect(whyOf(2, { earlier: of2({ stage: "working" }) })).toEqual({ kind: "unfinished", run: sampleRun });
  });
});

describe("a reuse", () => {
  test("is not decided about, and its message counts for what takes it", () => {
    const same = new Map([[idAt(1), sampleMessage(1)]]);
    expect(decide({ given: same }).map(({ artifact, kind }) => `${artifact} ${kind}`)).toEqual([
      "a0 reused",
      "a2 reused",
    ]);
    const other = new Map([[idAt(1), sampleMessage(8)]]);
    expect(whyOf(2, { given: other })).toEqual({ kind: "inputs-differ", inputs: ["a1"] });
  });
});

describe("a source whose connector can be asked", () => {
  const of = (verdict: SourceVerdict) => ({ sourceVerdict: () => verdict });

  test("is reused if its state is the same, and so is what was made from it", () => {
    expect(kinds(of("same"))).toEqual(["reused", "reused", "reused"]);
  });

  test("is not decided about before; what it gives is waited for", () => {
    expect(kinds(of("unasked"))).toEqual(["asks", "waits", "waits"]);
  });

  test.each(["changed", "unrecorded", "untold", "late"] as const)("is read again if its state is %s", (because) => {
    expect(kinds(of(because))).toEqual(["executes", "waits", "waits"]);
    expect(whyOf(0, of(because))).toEqual({ kind: "source", run: sampleRun, because });
  });

  test("is not asked if it has to execute in any case", () => {
    const other = {
      plan: { ...plan, artifacts: plan.artifacts.map((one) => ({ ...one, fingerprint: renamed(one) })) },
    };
    expect(kinds({ ...of("unasked"), ...other })[0]).toBe("executes");
  });
});

const renamed = ({ fingerprint }: ExecutionPlan["artifacts"][number]): Fingerprint => ({
  ...fingerprint,
  ...{ configWritten: digest("other"), digest: digest("another") },
});

test.each(["damaged", "absent"] as const)("content that is %s is made again", (condition) => {
  const lost = (of: Digest) => (of === sampleMessage(1).digest ? condition : "intact");
  expect(whyOf(1, { condition: lost })).toEqual({ kind: "object", run: sampleRun, condition });
});

test("inputs of other names are other inputs, and so is another order", () => {
  const swapped = samplePlan([[], [], [1, 0]]);
  const before = samplePlan([[], [], [0, 1]]);
  const attempts = { a1: { attempts: [attempt([], 1)] }, a2: { attempts: [attempt([inputAt(0), inputAt(1)], 2)] } };
  const earlier = earlierIn(completed(attempts), before);
  expect(whyOf(2, { plan: swapped, earlier })).toEqual({
    kind: "changed",
    changes: [],
    inputs: { before: ["a0", "a1"], now: ["a1", "a0"] },
  });
});

test("the schemas of inputs changed only where an input that stayed comes under another one", () => {
  const schemas = { a0: "note:1.0.0", a1: "letter:1.0.0" };
  const of = (ids: readonly ("a0" | "a1")[], changed: Readonly<Record<string, string>> = {}) =>
    samplePlan([[], [], ids.map((id) => Number(id.slice(1)))], (index) => {
      const inputSchemas = index < 2 ? [] : ids.map((id) => (changed[id] ?? schemas[id]) as SchemaRef);
      return { fingerprint: { ...plan.artifacts[0]!.fingerprint, inputSchemas, digest: digest(inputSchemas.join()) } };
    });
  const inputs = { a0: inputAt(0), a1: inputAt(1) };
  const why = (before: readonly ("a0" | "a1")[], now: ExecutionPlan) => {
    const attempts = {
      a1: { attempts: [attempt([], 1)] },
      a2: {
        attempts: [
          attempt(
            before.map((id) => inputs[id]),
            2,
          ),
        ],
      },
    };
    return whyOf(2, { plan: now, earlier: earlierIn(completed(attempts), of(before)) });
  };
  const changes = (before: readonly ("a0" | "a1")[], now: ExecutionPlan) => {
    const found = why(before, now);
    return found.kind === "changed" ? [found.changes.map(({ part }) => part), found.inputs !== null] : found.kind;
  };
  expect(changes(["a0", "a1"], of(["a1", "a0"]))).toEqual([[], true]);
  expect(changes(["a0"], of(["a0", "a1"]))).toEqual([[], true]);
  expect(changes(["a0", "a1"], of(["a0", "a1"], { a1: "note:2.0.0" }))).toEqual([["input-schemas"], false]);
  expect(changes(["a0", "a1"], of(["a1", "a0"], { a1: "note:2.0.0" }))).toEqual([["input-schemas"], true]);
});

test("nothing is reused from a run that was imported, though every part of it is as it was", () => {
  const earlier = earlierArtifacts({ run: sampleRun, plan, state: completed(), isImported: true });
  const decisions = decide({ earlier });
  expect(decisions.map((one) => (one.kind === "executes" ? one.why : one.kind))).toEqual(
    plan.artifacts.map(() => ({ kind: "changed", changes: [{ part: "imported" }], inputs: null })),
  );
});
