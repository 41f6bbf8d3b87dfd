import { describe, expect, it } from "vitest";
import type { ExecutionPlan, RunEvent } from "../../domain/index.ts";
import { decodedEvents, startBody } from "../../testing/runs/recorded-run.ts";
import { sampleMessage, samplePlan } from "../../testing/sample-plan.ts";
import { foldEvents } from "../fold.ts";
import { timeline } from "./timeline.ts";

/** Creates the events of a run from `[seconds, body]`. */
const events = (...facts: readonly (readonly [number, Record<string, unknown>])[]): readonly RunEvent[] =>
  decodedEvents(facts.map(([t, body]) => ({ t, body })));

const start = (artifacts: number, more = {}) => ({ ...startBody(artifacts), ...more });
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
