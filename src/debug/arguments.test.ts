import { expect, test } from "vitest";
import type { ArtifactId, Digest, MessageRef, RunId } from "../domain/index.ts";
import { type ArtifactState, artifactState, emptyState, type RunState } from "../run/index.ts";
import { requireAhead, requirePoints } from "./arguments.ts";

const id = "findings" as ArtifactId;
const message = { digest: "0".repeat(64) as Digest } as MessageRef;
const stateWith = (change: Partial<ArtifactState>): RunState => ({
  ...emptyState,
  artifacts: new Map([[id, { ...artifactState(emptyState, id), ...change } as ArtifactState]]),
});
const reused = stateWith({
  status: "reused",
  result: { status: "reused", message, from: "run_20251209_143022" as RunId, fromArtifact: id, reason: "unchanged" },
});

test("an artifact that was reused has no points, and the error names the run that has them", () => {
  expect(() => requirePoints(id, reused)).toThrow(
    expect.objectContaining({
      code: "WCT_DEBUG_NOT_NOW",
      message: '"findings" has no points in this run: it was reused from run_20251209_143022',
    }),
  );
  expect(() => requireAhead(id, { point: null, state: reused })).toThrow("has no points in this run");
});

test("an artifact that has not started is ahead, and one that has ended is not", () => {
  expect(() => requireAhead(id, { point: null, state: emptyState })).not.toThrow();
  expect(() => requirePoints(id, emptyState)).not.toThrow();
  expect(() => requireAhead(id, { point: null, state: stateWith({ status: "completed" }) })).toThrow(
    '"findings" is completed: the point before it has passed',
  );
});
