import type { ArtifactId, Failure } from "../domain/index.ts";
import { artifactState, type RunState } from "../run/index.ts";
import { type BreakpointVerdict, type FailureFilter, noVerdict } from "./breakpoints/index.ts";
import { type LevelContext, outerLevel, ownLevel } from "./levels.ts";
import type { Move } from "./session.ts";
import type { StepScope } from "./step-scope.ts";
import type { StopPoint, StopReason } from "./stop.ts";

/** Stops at every failure. */
export const everyFailure: FailureFilter = { required: true, optional: true, schemaMismatch: true };

/** What a session that goes on stops at, besides failures. */
export type StopTarget =
  | { readonly kind: "breakpoints" }
  /**
   * `artifact`: until it ends, only its points stop, besides breakpoints. Then, or if it is null, those of the artifacts
   * that `among` includes do; null: every point stops.
   */
  | { readonly kind: "step"; readonly artifact: ArtifactId | null; readonly among: StepScope | null }
  | { readonly kind: "until"; readonly artifact: ArtifactId }
  | { readonly kind: "end" };

/** Returns how a session goes on after a forward move from a point. Throws WCT_DEBUG_NOT_NOW. */
export function targetOf(move: Move, context: LevelContext, stepsEverywhere: boolean): StopTarget {
  const { point } = context;
  const artifact = point?.side === "before" ? point.artifact : null;
  switch (move.kind) {
    case "next":
    case "finish":
      return { kind: "step", artifact, among: ownLevel(context) };
    case "step":
      return { kind: "step", artifact, among: null };
    case "step-out":
      return { kind: "step", artifact: null, among: outerLevel(context) };
    case "until":
      return { kind: "until", artifact: move.artifact };
    case "until-end":
      return { kind: "end" };
    default:
      return stepsEverywhere ? everyPoint : { kind: "breakpoints" };
  }
}

/** Stops at every point. */
export const everyPoint = { kind: "step", artifact: null, among: null } as const satisfies StopTarget;

/** Returns whether a target stops at a point by itself, breakpoints aside. */
export function stopsAt(
  target: StopTarget,
  { artifact, side, seq }: Pick<StopPoint, "artifact" | "side" | "seq">,
): boolean {
  if (target.kind === "step") {
    return target.artifact === null ? (target.among?.includes(artifact, seq) ?? true) : target.artifact === artifact;
  }
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
 * Returns how a move goes on among points that have passed. There `next` and `step` do not wait for the artifact at hand:
 * `step` undoes one step back, and so does `next` outside child runbooks. Throws WCT_DEBUG_NOT_NOW.
 */
export function pastTargetOf(move: Move, context: LevelContext, stepsEverywhere: boolean): StopTarget {
  const target = targetOf(move, context, stepsEverywhere);
  const isOfAny = (move.kind === "next" || move.kind === "step") && target.kind === "step";
  return isOfAny ? { ...target, artifact: null } : target;
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
