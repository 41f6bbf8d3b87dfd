import type { ArtifactId, Counts, EventOf, EventType, RunEvent } from "../domain/index.ts";
import type { ArtifactState } from "./state.ts";
import {
  type ArtifactStage,
  type ArtifactStep,
  artifactTransitions,
  type RunStage,
  type RunStep,
  runTransitions,
} from "./transitions.ts";

export type ArtifactEvent = Extract<RunEvent, { readonly artifact: ArtifactId }>;
export type RunLevelEvent = EventOf<Extract<EventType, `run.${string}`>>;

export function isArtifactEvent(event: RunEvent): event is ArtifactEvent {
  return "artifact" in event;
}

/** Returns the step of an event for its artifact. */
export function artifactStep(event: ArtifactEvent): ArtifactStep {
  if (event.type !== "artifact.attempted") return event.type;
  return event.outcome === "produced" ? "attempt.produced" : "attempt.failed";
}

export function runStep(event: RunEvent): RunStep {
  return isArtifactEvent(event) ? "artifact" : event.type;
}

/** Returns the stage after a step; undefined if the transition table does not allow it. */
export function artifactStageAfter(stage: ArtifactStage, step: ArtifactStep): ArtifactStage | undefined {
  return artifactTransitions[stage][step];
}

export function runStageAfter(stage: RunStage, step: RunStep): RunStage | undefined {
  return runTransitions[stage][step];
}

/** Describes how an allowed event contradicts the artifact's earlier events; null if it does not. */
export function contradiction(artifact: ArtifactState, event: ArtifactEvent): string | null {
  const current = artifact.attempts[artifact.attempts.length - 1];
  switch (event.type) {
    case "artifact.started": {
      const next = (current?.attempt ?? 0) + 1;
      return event.attempt === next ? null : `attempt ${event.attempt} starts where attempt ${next} comes next`;
    }
    case "artifact.attempted":
      if (current?.attempt !== event.attempt) return `attempt ${event.attempt} ends and did not start`;
      return event.ended >= current.started && event.ended <= event.t && isWithin(artifact, event)
        ? null
        : "the attempt ended outside its time";
    default:
      return null;
  }
}

/** Returns whether what workers of other processes did lies between the moment at which it was ready and the event. */
function isWithin({ ready }: ArtifactState, { remote, lost = [], t }: EventOf<"artifact.attempted">): boolean {
  const works = remote === undefined ? lost : [...lost, remote];
  return works.every(
    ({ began, ended }) => (began === null || began >= (ready ?? 0)) && (began ?? 0) <= ended && ended <= t,
  );
}

/** Returns the counts after one more event. */
export function countsAfter(counts: Counts, event: ArtifactEvent): Counts {
  switch (event.type) {
    case "artifact.completed":
      return { ...counts, completed: counts.completed + 1 };
    case "artifact.reused":
      return { ...counts, reused: counts.reused + 1 };
    case "artifact.skipped":
      return { ...counts, skipped: counts.skipped + 1 };
    case "artifact.failed":
      return {
        ...counts,
        failed: counts.failed + 1,
        optionalFailed: counts.optionalFailed + (event.optional ? 1 : 0),
      };
    default:
      return counts;
  }
}

/** Returns the number of ended artifacts. */
export function endedCount(counts: Counts): number {
  return counts.completed + counts.reused + counts.failed + counts.skipped;
}

export function sameCounts(a: Counts, b: Counts): boolean {
  return (
    a.completed === b.completed &&
    a.reused === b.reused &&
    a.failed === b.failed &&
    a.skipped === b.skipped &&
    a.optionalFailed === b.optionalFailed
  );
}
