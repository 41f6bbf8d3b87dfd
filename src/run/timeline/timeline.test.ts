import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ArtifactId, ExecutionPlan, RunEvent, RunId } from "../../domain/index.ts";
import { randomInputs } from "../../testing/random-inputs.ts";
import { idAt, sampleMessage, samplePlan } from "../../testing/sample-plan.ts";
import { runVirtually } from "../../testing/virtual-run.ts";
import { decodeEvents } from "../codec.ts";
import { foldEvents } from "../fold.ts";
import { timeline } from "./timeline.ts";

interface Scene {
  readonly inputs: readonly (readonly number[])[];
  readonly milliseconds: readonly number[];
  readonly fails: readonly boolean[];
  readonly reused: readonly boolean[];
  readonly slots: number;
}

/** Small graphs: an edge may go from any node to any that comes later in a shuffled order. */
const scene: fc.Arbitrary<Scene> = fc.integer({ min: 1, max: 8 }).chain((size) => {
  const each = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: size, maxLength: size });
  return fc.record({
    inputs: randomInputs(size),
    milliseconds: each(fc.integer({ min: 1, max: 9 })),
    fails: each(fc.integer({ min: 0, max: 9 }).map((number) => number === 0)),
    reused: each(fc.integer({ min: 0, max: 9 }).map((number) => number === 0)),
    slots: fc.integer({ min: 1, max: 4 }),
  });
});

const earlier = "run_20241231_120000" as NonNullable<ReturnType<typeof foldEvents>["run"]>;

async function recorded({ inputs, milliseconds, fails, reused, slots }: Scene) {
  const plan = samplePlan(inputs);
  const taken = [...reused.entries()].filter(([, is]) => is).map(([index]) => index);
  const { events } = await runVirtually({
    plan,
    work: (index) => ({ milliseconds: milliseconds[index]!, fails: fails[index]! }),
    maxConcurrency: slots,
    reused: new Map(
      taken.map((index) => [
        idAt(index),
        { from: earlier, fromArtifact: idAt(index), reason: "resume", message: sampleMessage(index) },
      ]),
    ),
  });
  return { plan, events, state: foldEvents(events) };
}

const subsets = (size: number): readonly (readonly number[])[] =>
  Array.from({ length: 2 ** size }, (_, bits) => [...Array(size).keys()].filter((node) => (bits >> node) % 2 === 1));

/** What each node is reachable from, itself left out, by the definition. */
function above(inputs: Scene["inputs"]): readonly ReadonlySet<number>[] {
  const reach = inputs.map((list) => new Set(list));
  for (let round = 0; round < inputs.length; round += 1) {
    for (const set of reach) for (const input of [...set]) for (const further of inputs[input]!) set.add(further);
  }
  return reach;
}

/** Every chain of artifacts in which each is an input of the next. */
function chains(inputs: Scene["inputs"]): readonly (readonly number[])[] {
  const ending = (node: number): (readonly number[])[] => [
    [node],
    ...inputs[node]!.flatMap((input) => ending(input).map((chain) => [...chain, node])),
  ];
  return inputs.flatMap((_, node) => ending(node));
}

describe("over thousands of small random graphs", () => {
  it("the critical path and the width are those of a search through all chains and all sets", async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (one) => {
        const { plan, state } = await recorded(one);
        const view = timeline(plan, state);
        const rows = new Map(view.artifacts.map((row) => [row.id, row]));
        const duration = (node: number): number => rows.get(idAt(node))!.durationMs ?? 0;
        const length = (chain: readonly number[]): number => chain.reduce((sum, node) => sum + duration(node), 0);
        const all = chains(one.inputs);
        expect(view.criticalPath.durationMs).toBe(Math.max(...all.map(length)));

        const path = view.criticalPath.artifacts;
        expect(path.reduce((sum, id) => sum + (rows.get(id)!.durationMs ?? 0), 0)).toBe(view.criticalPath.durationMs);
        for (const [place, id] of path.slice(1).entries()) expect(rows.get(id)!.inputs).toContain(path[place]);

        const executed = new Set(one.inputs.keys().filter((node) => rows.get(idAt(node))!.startMs !== null));
        const reach = above(one.inputs);
        const isAntichain = (set: readonly number[]): boolean =>
          set.every((a) => executed.has(a) && set.every((b) => !reach[a]!.has(b)));
        const widest = Math.max(
          ...subsets(one.inputs.length)
            .filter(isAntichain)
            .map((set) => set.length),
        );
        expect(view.width).toBe(Math.min(widest, one.slots));
      }),
      { numRuns: 2000 },
    );
  });

  it("slack is what can be added to one artifact before the critical path grows", async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (one) => {
        const { plan, state } = await recorded(one);
        const view = timeline(plan, state);
        const all = chains(one.inputs);
        const base = new Map(view.artifacts.map((row) => [row.id, row.durationMs ?? 0]));
        const longest = (extra: ReadonlyMap<ArtifactId, number>): number =>
          Math.max(
            ...all.map((chain) =>
              chain.reduce((sum, node) => sum + (base.get(idAt(node)) ?? 0) + (extra.get(idAt(node)) ?? 0), 0),
            ),
          );
        for (const { id, slackMs } of view.artifacts) {
          if (slackMs === null) continue;
          expect(longest(new Map([[id, slackMs]]))).toBe(view.criticalPath.durationMs);
          expect(longest(new Map([[id, slackMs + 1]]))).toBe(view.criticalPath.durationMs + 1);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("the bounding path covers the total without gap or overlap, also of a record that breaks off", async () => {
    await fc.assert(
      fc.asyncProperty(scene, fc.double({ min: 0, max: 1, noNaN: true }), async (one, part) => {
        const { plan, events } = await recorded(one);
        for (const state of [foldEvents(events), foldEvents(cut(events, part))]) {
          const { boundingPath, totalMs } = timeline(plan, state);
          let at = 0;
          for (const { startMs, endMs, durationMs } of boundingPath) {
            expect(startMs).toBeCloseTo(at, 9);
            expect(durationMs).toBeGreaterThan(0);
            at = endMs;
          }
          expect(at).toBeCloseTo(totalMs, 9);
        }
      }),
      { numRuns: 500 },
    );
  });
});

const cut = (events: readonly RunEvent[], part: number): readonly RunEvent[] =>
  events.slice(0, Math.max(1, Math.floor(events.length * part)));

/** Events of a run by hand: `[seconds, body]`. */
function events(...facts: readonly (readonly [number, Record<string, unknown>])[]): readonly RunEvent[] {
  const run = "run_20251209_143022" as RunId;
  const at = "2025-12-09T14:30:22.000Z";
  const lines = facts.map(
    ([seconds, body], index) =>
      `${JSON.stringify({ v: 1, seq: index + 1, run, at, t: Math.round(seconds * 1e9), ...body })}\n`,
  );
  return decodeEvents(new TextEncoder().encode(lines.join("")), run);
}

const start = (artifacts: number, more = {}) => ({
  type: "run.started",
  uuid: "01940000-0000-7000-8000-000000000000",
  mode: "run",
  runbook: { name: "Sample", path: "sample.yaml", digest: "0".repeat(64) },
  plan: "0".repeat(64),
  maxConcurrency: 10,
  workers: 2,
  weights: null,
  wct: "0.1.0",
  components: [],
  artifacts,
  resumedFrom: null,
  forkedFrom: null,
  ...more,
});
const ready = (artifact: string) => ({ type: "artifact.ready", artifact });
const started = (artifact: string, releasedBy: object, attempt = 1) => ({
  type: "artifact.started",
  artifact,
  component: null,
  version: null,
  attempt,
  worker: 0,
  inputs: [],
  releasedBy,
});
const produced = (artifact: string, seconds: number, attempt = 1) => ({
  type: "artifact.attempted",
  artifact,
  attempt,
  outcome: "produced",
  ended: Math.round(seconds * 1e9),
  message: sampleMessage(1),
  cost: [],
});
const completed = (artifact: string) => ({ type: "artifact.completed", artifact });
const finished = (completed: number) => ({
  type: "run.finished",
  outcome: "completed",
  cause: null,
  cost: [],
  counts: { completed, reused: 0, failed: 0, skipped: 0, optionalFailed: 0 },
});
const byInput = (artifact: string) => ({ kind: "input", artifact });

describe("pauses", () => {
  const plan: ExecutionPlan = samplePlan([[], [0]]);

  it("count neither into the total nor into the path while nothing works", () => {
    const state = foldEvents(
      events(
        [0, start(2)],
        [0, ready("a0")],
        [0, started("a0", { kind: "start" })],
        [2, produced("a0", 2)],
        [2, { type: "run.paused", stops: [] }],
        [62, { type: "run.continued", command: "continue" }],
        [62, completed("a0")],
        [62, ready("a1")],
        [63, started("a1", { kind: "gate", artifact: null })],
        [66, produced("a1", 66)],
        [66, completed("a1")],
        [66, finished(2)],
      ),
    );
    const view = timeline(plan, state);
    expect(view).toMatchObject({ totalMs: 6000, pausedMs: 60_000, sequentialMs: 5000 });
    expect(view.boundingPath.map(({ kind, durationMs }) => [kind, durationMs])).toEqual([
      ["work", 2000],
      ["gate", 1000],
      ["work", 3000],
    ]);
  });

  it("count while something works", () => {
    const state = foldEvents(
      events(
        [0, start(2)],
        [0, ready("a0")],
        [0, started("a0", { kind: "start" })],
        [1, { type: "run.paused", stops: [] }],
        [3, produced("a0", 3)],
        [5, { type: "run.continued", command: "next" }],
        [5, completed("a0")],
        [5, ready("a1")],
        [5, started("a1", byInput("a0"))],
        [6, produced("a1", 6)],
        [6, completed("a1")],
        [6, finished(2)],
      ),
    );
    expect(timeline(plan, state)).toMatchObject({ totalMs: 4000, pausedMs: 2000 });
  });
});

it("several attempts sum, and what lay between them was the gate's", () => {
  const state = foldEvents(
    events(
      [0, start(1)],
      [0, ready("a0")],
      [1, started("a0", { kind: "start" })],
      [3, produced("a0", 3)],
      [4, started("a0", { kind: "gate", artifact: null }, 2)],
      [9, produced("a0", 9, 2)],
      [9, completed("a0")],
      [10, finished(1)],
    ),
  );
  const view = timeline(samplePlan([[]]), state);
  expect(view.artifacts[0]).toMatchObject({ durationMs: 7000, waitMs: 1000, startMs: 1000, endMs: 9000 });
  expect(view.boundingPath.map(({ kind, durationMs }) => [kind, durationMs])).toEqual([
    ["start-up", 1000],
    ["work", 2000],
    ["gate", 1000],
    ["work", 5000],
    ["wind-down", 1000],
  ]);
});

it("artifacts that block no thread add to the slots", () => {
  const component = {
    kind: "connector",
    type: "http",
    plugin: "p",
    version: "1",
    deterministic: false,
    blocking: false,
    sensitivity: "raw",
  } as const;
  const plan = samplePlan([[], [], [], []], (index) => (index < 2 ? { method: { kind: "source", component } } : {}));
  const ids = ["a0", "a1", "a2", "a3"];
  const state = foldEvents(
    events(
      [0, start(4, { workers: 1 })],
      ...ids.map((id) => [0, ready(id)] as const),
      ...ids.map((id) => [0, started(id, { kind: "start" })] as const),
      ...ids.flatMap((id) => [[1, produced(id, 1)] as const, [1, completed(id)] as const]),
      [1, finished(4)],
    ),
  );
  expect(timeline(plan, state)).toMatchObject({ width: 4, slots: 3 });
});
