import { describe, expect, test } from "vitest";
import type { RunEvent } from "../../domain/index.ts";
import { decodedEvents, startBody } from "../../testing/runs/recorded-run.ts";
import { idAt, sampleMessage, samplePlan } from "../../testing/sample-plan.ts";
import { foldEvents } from "../fold.ts";
import { artifactState } from "../state.ts";
import { workOf } from "../work.ts";
import { timeline } from "./timeline.ts";

const plan = samplePlan([[], [0]]);
const second = 1e9;
const alpha = { host: "alpha", worker: "0b0c8a52-6f1f-4c39-a5d4-8d0a3f6f3a01" };
const beta = { host: "beta", worker: "0b0c8a52-6f1f-4c39-a5d4-8d0a3f6f3a02" };
const costs = (amount: number) => [{ amount, unit: "EUR" }];

const started = (artifact: string, remote: object, releasedBy: object) => ({
  ...{ type: "artifact.started", artifact, component: null, version: null, attempt: 1, worker: 0, inputs: [] },
  ...{ releasedBy, remote },
});
const produced = (artifact: string, ended: number, more: object) => ({
  ...{ type: "artifact.attempted", artifact, attempt: 1, outcome: "produced", ended: ended * second },
  ...{ message: sampleMessage(1), cost: costs(5), ...more },
});
const lost = {
  ...{ ...alpha, thread: 0, reason: "lost", began: 1 * second, ended: 9 * second },
  ...{ progress: { done: 3, total: 10 }, cost: costs(2) },
};

/** a0 is begun on alpha, which is lost, and made on beta; a1 waits for beta's slot. */
const events = (attempted: object = { lost: [lost], remote: { ...beta, thread: 1, began: 11e9, ended: 13e9 } }) =>
  decodedEvents(
    [
      [0, startBody(2)],
      [0, { type: "artifact.ready", artifact: "a0" }],
      [1.3, started("a0", { ...alpha, began: 1 * second }, { kind: "start" })],
      [13.2, produced("a0", 13, attempted)],
      [13.2, { type: "artifact.completed", artifact: "a0" }],
      [13.2, { type: "artifact.ready", artifact: "a1" }],
      [15.2, started("a1", { ...beta, began: 15e9 }, { kind: "worker", artifact: "a0" })],
      [16.2, produced("a1", 16, { remote: { ...beta, thread: 1, began: 15e9, ended: 16e9 } })],
      [16.2, { type: "artifact.completed", artifact: "a1" }],
    ].map(([t, body]) => ({ t: Number(t), body: Object(body) })),
  ) satisfies readonly RunEvent[];

describe("a run on workers", () => {
  const state = foldEvents(events());
  const view = timeline(plan, state);
  const row = (id: string) => view.artifacts.find((one) => one.id === id);

  test("shows what a lost worker did, and counts it in no duration", () => {
    expect(row("a0")).toMatchObject({ startMs: 1000, endMs: 13_000, durationMs: 2000, waitMs: 1000 });
    expect(row("a0")?.attempts).toEqual([
      { startMs: 1000, endMs: 9000, worker: 0, remote: alpha, isLost: true },
      { startMs: 11_000, endMs: 13_000, worker: 1, remote: beta, isLost: false },
    ]);
  });

  test("tells while it goes on who makes an artifact now, and since when", () => {
    const noted = { type: "artifact.noted", artifact: "a0", level: "warn", text: "it began again" };
    const soFar = decodedEvents([
      { t: 0, body: startBody(2) },
      { t: 0, body: { type: "artifact.ready", artifact: "a0" } },
      { t: 1.3, body: started("a0", { ...alpha, began: 1 * second }, { kind: "start" }) },
      { t: 11.2, body: { ...noted, remote: { ...beta, began: 11 * second } } },
    ]);
    expect(workOf(artifactState(foldEvents(soFar), idAt(0)))).toMatchObject([
      { remote: beta, worker: null, outcome: "working", startMs: 11_000 },
    ]);
  });

  test("has a track for each thread of each host", () => {
    expect(
      view.tracks.map(({ remote, worker, busyMs, stretches }) => [remote?.host, worker, busyMs, stretches.length]),
    ).toEqual([
      ["alpha", 0, 8000, 1],
      ["beta", 1, 3000, 2],
    ]);
  });

  test("tells the wait for a worker from the wait for an input", () => {
    expect(row("a1")?.releasedBy).toEqual({ kind: "worker", artifact: "a0" });
    const pieces = view.boundingPath.map(({ kind, artifact, via, durationMs }) => [kind, artifact, via, durationMs]);
    expect(pieces).toEqual([
      ["start-up", null, null, 1000],
      ["work", "a0", null, 8000],
      ["hand-over", "a0", "worker", 2000],
      ["work", "a0", null, 2000],
      ["hand-over", "a1", "worker", 2000],
      ["work", "a1", null, 1000],
      ["wind-down", null, null, expect.closeTo(200, 3)],
    ]);
  });

  test("tells of each worker what it did and what it cost", () => {
    const rows = workOf(artifactState(state, plan.artifacts[0]!.id));
    expect(rows.map(({ remote, outcome, durationMs, cost }) => [remote?.host, outcome, durationMs, cost])).toEqual([
      ["alpha", "lost", 8000, costs(2)],
      ["beta", "produced", 2000, costs(3)],
    ]);
  });
});

test("a run whose own process made everything has no tracks", () => {
  const state = foldEvents(decodedEvents([{ t: 0, body: startBody(2) }]));
  expect(timeline(plan, state).tracks).toEqual([]);
});

test.each([
  ["begins before the artifact was ready", { remote: { ...beta, thread: 1, began: -1, ended: 13e9 } }],
  ["ends after it was recorded", { remote: { ...beta, thread: 1, began: 11e9, ended: 14e9 } }],
  ["ends before it began", { remote: { ...beta, thread: 1, began: 12e9, ended: 11e9 } }],
  ["was lost after the end was recorded", { lost: [{ ...lost, ended: 14e9 }] }],
])("a record in which work on a worker %s is damaged", (_, attempted) => {
  expect(() => foldEvents(events(attempted))).toThrow();
});
