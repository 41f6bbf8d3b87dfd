import type { ArtifactId, Failure } from "../domain/index.ts";

/** Before an artifact starts, with its inputs complete; or after an attempt at it, before the attempt counts. */
export type StopSide = "before" | "after";

/** A point of a run at which a session can stop. */
export interface StopPoint {
  readonly artifact: ArtifactId;
  readonly side: StopSide;
  /** Number of the attempt, from 1: the one that follows, or the one that ended. */
  readonly attempt: number;
  /** The state at this point is the fold of the events up to this number. */
  readonly seq: number;
}

/** Why a session stopped. */
export type StopReason =
  /** The first stop of the session. */
  | { readonly kind: "entry" }
  | { readonly kind: "step" }
  /** `breakpoints`: the numbers of those that matched. */
  | { readonly kind: "breakpoint"; readonly breakpoints: readonly number[] }
  | { readonly kind: "failure"; readonly failure: Failure }
  | { readonly kind: "pause" }
  /** `goto`, `back` and their like: the session shows an earlier point. */
  | { readonly kind: "travel" }
  /** A breakpoint's condition could not be evaluated, so that nobody knows whether it holds. */
  | { readonly kind: "condition-failed"; readonly breakpoint: number; readonly message: string }
  /** The run has ended, or the record ends here. */
  | { readonly kind: "end" };

/** What a session shows: a point of the run, or the state after any event. */
export interface SessionPosition {
  /** The state is the fold of the events 1 to this number. */
  readonly seq: number;
  /** The point; null between points, and at the end of the run. */
  readonly point: StopPoint | null;
  readonly reason: StopReason;
  /** False while an earlier point is shown: it can be read, not changed. Always false for a recorded run. */
  readonly isPresent: boolean;
}
