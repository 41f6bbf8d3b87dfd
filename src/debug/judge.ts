import type { ArtifactId, Failure } from "../domain/index.ts";
import { artifactState, type RunState } from "../run/index.ts";
import { type BreakpointVerdict, type FailureFilter, noVerdict } from "./breakpoints/index.ts";
import type { Move } from "./session.ts";
import type { StopPoint, StopReason } from "./stop.ts";

/** Stops at every failure. */
export const everyFailure: FailureFilter = { required: true, optional: true, schemaMismatch: true };

/** What a session that goes on stops at, besides failures. */
export type StopTarget =
  | { readonly kind: "breakpoints" }
  /** `artifact`: only the points of this one stop, besides breakpoints; null: every point stops. */
  | { readonly kind: "step"; readonly artifact: ArtifactId | null }
  | { readonly kind: "until"; readonly artifact: ArtifactId }
  | { readonly kind: "end" };

/** Returns how a session goes on after a forward move from a point. */
export function targetOf(move: Move, point: StopPoint | null, stepsEverywhere: boolean): StopTarget {
  switch (move.kind) {
    case "next":
    case "finish":
      return { kind: "step", artifact: point?.side === "before" ? point.artifact : null };
    case "until":
      return { kind: "until", artifact: move.artifact };
    case "until-end":
      return { kind: "end" };
    default:
      return stepsEverywhere ? { kind: "step", artifact: null } : { kind: "breakpoints" };
  }
}

/** Returns whether a target stops at a point by itself, breakpoints aside. */
export function stopsAt(target: StopTarget, { artifact, side }: Pick<StopPoint, "artifact" | "side">): boolean {
  if (target.kind === "step") return target.artifact === null || target.artifact === artifact;
  return target.kind === "until" && side === "before" && target.artifact === artifact;
}

/** Returns the failure of the attempt at a point, if it is one that stops the session. */
export function failureAt(
  failures: FailureFilter,
  { point, state, isOptional }: { readonly point: StopPoint; readonly state: RunState; readonly isOptional: boolean },
): Failure | null {
  if (point.side === "before") return null;
  const attempt = artifactState(state, point.artifact).attempts.find((one) => one.attempt === point.attempt);
  if (attempt?.result?.outcome !== "failed") return null;
  const { failure } = attempt.result;
  const isWanted = isOptional ? failures.optional : failures.required;
  return isWanted || (failures.schemaMismatch && schemaCodes.has(failure.code)) ? failure : null;
}

/** Codes of failures in which a schema refused an output. */
const schemaCodes: ReadonlySet<string> = new Set(["WCT_PRODUCE_OUTPUT_INVALID", "WCT_PRODUCE_JOIN"]);

/**
 * Returns how a move goes on among points that have passed. There `next` is the next point of any artifact, so that it
 * undoes one step back.
 */
export function pastTargetOf(move: Move, point: StopPoint | null, stepsEverywhere: boolean): StopTarget {
  return targetOf(move, move.kind === "next" ? null : point, stepsEverywhere);
}

/** Returns why a session stops at a point; null if it goes on. */
export function reasonToStop({
  target,
  point,
  verdict = noVerdict,
  failure,
}: {
  readonly target: StopTarget;
  readonly point: StopPoint;
  readonly verdict?: BreakpointVerdict | undefined;
  readonly failure: Failure | null;
}): StopReason | null {
  if (failure !== null) return { kind: "failure", failure };
  if (target.kind === "end") return null;
  if (verdict.failed !== null) return { kind: "condition-failed", ...verdict.failed };
  if (verdict.stops.length > 0) return { kind: "breakpoint", breakpoints: verdict.stops };
  return stopsAt(target, point) ? { kind: "step" } : null;
}
