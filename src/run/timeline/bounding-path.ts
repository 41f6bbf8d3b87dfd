import type { ArtifactId, Nanoseconds, ReleasedBy } from "../../domain/index.ts";
import type { ArtifactTimes } from "./artifact-times.ts";
import type { BoundingKind } from "./model.ts";

/** A piece of the bounding path in recorded time. */
interface RecordedPiece {
  readonly kind: BoundingKind;
  readonly artifact: ArtifactId | null;
  readonly from: Nanoseconds;
  readonly to: Nanoseconds;
  readonly via: ReleasedBy["kind"] | null;
}

type Times = ReadonlyMap<ArtifactId, ArtifactTimes>;

/**
 * Walks back from the artifact that ended last, each time to the one that released it. The pieces cover 0 to `end`
 * without gap or overlap for any record: each spans from the current position of the walk back to an earlier time.
 */
export function boundingPath(times: Times, end: Nanoseconds): readonly RecordedPiece[] {
  const pieces: RecordedPiece[] = [];
  let at = end;
  const back = (to: Nanoseconds, kind: BoundingKind, artifact: ArtifactId | null, via: RecordedPiece["via"]): void => {
    const from = Math.max(0, Math.min(at, to));
    if (from < at) pieces.push({ kind, artifact, from, to: at, via });
    at = from;
  };
  const seen = new Set<ArtifactId>();
  let current = lastToEnd(times);
  if (current !== null) back(endTime(current) ?? end, "wind-down", null, null);
  while (current !== null && !seen.has(current.planned.id)) {
    seen.add(current.planned.id);
    current = stepBack(times, current, back);
  }
  back(0, current === null && seen.size === 0 ? "wind-down" : "start-up", null, null);
  return pieces.reverse();
}

type Back = (to: Nanoseconds, kind: BoundingKind, artifact: ArtifactId | null, via: RecordedPiece["via"]) => void;

/** Covers an artifact and what it waited for. Returns the artifact that released it; null at the start. */
function stepBack(times: Times, artifact: ArtifactTimes, back: Back): ArtifactTimes | null {
  const { id } = artifact.planned;
  for (const [place, { started, ended, isLost }] of [...artifact.attempts.entries()].reverse()) {
    // Between two attempts, the gate was deciding; after a loss, it waited for another worker.
    const isLast = place === artifact.attempts.length - 1;
    if (!isLast) back(ended, isLost ? "hand-over" : "gate", id, isLost ? "worker" : null);
    back(started, "work", id, null);
  }
  const { kind, artifact: by } = releasing(artifact);
  // An artifact that the gate delayed waited there since its inputs were available. An artifact that did not execute
  // ended when it was ready.
  if ((kind === "gate" || artifact.attempts.length === 0) && artifact.state.ready !== null) {
    back(artifact.state.ready, "gate", id, null);
  }
  const releaser =
    (by === null ? undefined : times.get(by)) ?? (kind === "start" ? null : latestInput(times, artifact));
  const released = releaser === null ? null : endTime(releaser);
  if (releaser === null || released === null) return null;
  back(released, "hand-over", id, kind === "gate" ? "input" : kind);
  return releaser;
}

function releasing({ releasedBy }: ArtifactTimes): { kind: ReleasedBy["kind"]; artifact: ArtifactId | null } {
  if (releasedBy === null) return { kind: "input", artifact: null };
  return releasedBy.kind === "start" ? { kind: "start", artifact: null } : releasedBy;
}

/** Returns the end of its work; for an artifact that did not execute, its recorded end. */
function endTime(artifact: ArtifactTimes): Nanoseconds | null {
  return artifact.attempts.at(-1)?.ended ?? artifact.state.ended;
}

function lastToEnd(times: Times): ArtifactTimes | null {
  return latest([...times.values()].filter(({ attempts }) => attempts.length > 0));
}

function latestInput(times: Times, { planned }: ArtifactTimes): ArtifactTimes | null {
  return latest(planned.inputs.flatMap((input) => times.get(input) ?? []));
}

/** Returns the artifact that ended last. Among equals, the smaller id wins. */
function latest(artifacts: readonly ArtifactTimes[]): ArtifactTimes | null {
  let best: ArtifactTimes | null = null;
  for (const one of artifacts) {
    const later = (endTime(one) ?? -1) - (best === null ? -1 : (endTime(best) ?? -1));
    if (best === null || later > 0 || (later === 0 && one.planned.id < best.planned.id)) best = one;
  }
  return best;
}
