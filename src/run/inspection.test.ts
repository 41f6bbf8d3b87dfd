import { describe, expect, it } from "vitest";
import type { ArtifactId, EventBody } from "../domain/index.ts";
import { asEvents } from "../testing/runs/random-runs.ts";
import { runStarted, someDigest } from "../testing/sample-events.ts";
import { idAt, sampleMessage, samplePlan, sampleRun } from "../testing/sample-plan.ts";
import { artifactState, emptyState, foldEvents, inspection, isStarted, summarise, workedFor } from "./index.ts";

const ready = (artifact: ArtifactId): EventBody => ({ type: "artifact.ready", artifact });
const started = (artifact: ArtifactId, attempt = 1): EventBody => ({
  type: "artifact.started",
  artifact,
  component: "sample",
  version: "1.0.0",
  attempt,
  worker: 0,
  inputs: [],
  releasedBy: { kind: "start" },
});
const failure = {
  code: "WCT_PRODUCE_COMPONENT",
  message: "no header",
  hint: null,
  componentCode: null,
  exception: null,
} as const;
const broke = (artifact: ArtifactId, attempt = 1): EventBody => ({
  type: "artifact.attempted",
  artifact,
  attempt,
  outcome: "failed",
  ended: 0,
  failure,
  cost: [],
});
const produced = (artifact: ArtifactId, attempt = 1): EventBody => ({
  type: "artifact.attempted",
  artifact,
  attempt,
  outcome: "produced",
  ended: 0,
  message: sampleMessage(38),
  cost: [],
});
const [a0, a1, a2, a3] = [idAt(0), idAt(1), idAt(2), idAt(3)];

// One event per microsecond. a0 fails, so a2 and a3 are skipped; a1 is produced in a second attempt.
const bodies: readonly EventBody[] = [
  runStarted({ artifacts: 4 }),
  ready(a0),
  ready(a1),
  started(a0),
  started(a1),
  broke(a0),
  { type: "artifact.failed", artifact: a0, failure, optional: true },
  { type: "artifact.skipped", artifact: a2, reason: "input-failed", because: [a0] },
  { type: "artifact.skipped", artifact: a3, reason: "input-skipped", because: [a2] },
  broke(a1),
  started(a1, 2),
  produced(a1, 2),
  { type: "artifact.completed", artifact: a1 },
];
const plan = samplePlan([[], [], [0], [2]]);
const state = foldEvents(asEvents(bodies));

describe("inspection", () => {
  it("has every artifact in plan order, also those that nothing happened to", () => {
    expect(inspection(plan, emptyState).map(({ id, status }) => [id, status])).toEqual([
      [a0, "pending"],
      [a1, "pending"],
      [a2, "pending"],
      [a3, "pending"],
    ]);
  });

  it("tells what an artifact holds and how long all attempts at it took", () => {
    const { digest, bytes } = sampleMessage(38);
    // 4 to 9 and 10 to 11 microseconds.
    expect(workedFor(artifactState(state, a1))).toBe(6000);
    expect(inspection(plan, state)[1]).toMatchObject({
      status: "completed",
      durationMs: 0.006,
      attempts: 2,
      elements: 38,
      bytes,
      digest,
      error: null,
    });
  });

  it("tells why an artifact failed", () => {
    expect(inspection(plan, state)[0]).toMatchObject({
      status: "failed",
      error: failure,
      elements: null,
      digest: null,
    });
  });

  it("leads from a skipped artifact back to the one that began it", () => {
    expect(inspection(plan, state)[3]?.skipped).toEqual({
      reason: "input-skipped",
      because: [a2],
      chain: [a0, a2, a3],
    });
    expect(inspection(plan, state)[3]?.durationMs).toBeNull();
  });

  it("ends the way back also when causes go in a circle", () => {
    const circle = foldEvents(
      asEvents([
        runStarted({ artifacts: 4 }),
        { type: "artifact.skipped", artifact: a0, reason: "input-skipped", because: [a1] },
        { type: "artifact.skipped", artifact: a1, reason: "input-skipped", because: [a0] },
      ]),
    );
    expect(inspection(plan, circle)[0]?.skipped?.chain).toEqual([a1, a0]);
  });

  it("marks what was changed by hand and all that was made from it", () => {
    const changed = foldEvents(
      asEvents([
        runStarted({ artifacts: 4 }),
        ready(a0),
        { type: "artifact.altered", artifact: a0, what: "config", path: "x", oldDigest: null, newDigest: someDigest },
      ]),
    );
    expect(inspection(plan, changed).map(({ altered }) => altered)).toEqual([true, false, true, true]);
  });

  it("tells from where an artifact was reused", () => {
    const reused = foldEvents(
      asEvents([
        runStarted({ artifacts: 4 }),
        {
          type: "artifact.reused",
          artifact: a0,
          from: sampleRun,
          fromArtifact: a1,
          reason: "resume",
          message: sampleMessage(3),
        },
      ]),
    );
    expect(inspection(plan, reused)[0]).toMatchObject({
      status: "reused",
      elements: 3,
      durationMs: null,
      reused: { from: sampleRun, artifact: a1 },
    });
  });
});

describe("summarise", () => {
  it("gives a run's row while it goes on and after its end", () => {
    const counts = { completed: 1, reused: 0, failed: 1, skipped: 2, optionalFailed: 1 };
    const finished = foldEvents(
      asEvents([...bodies, { type: "run.finished", outcome: "completed", cause: null, counts, cost: [] }]),
    );
    if (!isStarted(state) || !isStarted(finished)) throw new Error("the runs have started");
    expect(summarise(state)).toMatchObject({
      status: "running",
      finishedAt: null,
      durationMs: null,
      events: 13,
      counts,
    });
    expect(summarise(finished)).toMatchObject({ status: "completed", durationMs: 0.013, events: 14, artifacts: 4 });
    expect(isStarted(emptyState)).toBe(false);
  });
});
