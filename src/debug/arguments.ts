import { listNames, nearest, wctError } from "../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan } from "../domain/index.ts";
import { artifactState, type RunState } from "../run/index.ts";
import type { StopPoint } from "./stop.ts";

/** Throws WCT_RUN_ARTIFACT_ABSENT, with the nearest id, if the plan has no such artifact. */
export function requireArtifact({ artifacts }: ExecutionPlan, artifact: ArtifactId): void {
  const ids = artifacts.map(({ id }) => id);
  if (ids.includes(artifact)) return;
  const near = nearest(artifact, ids);
  throw wctError("WCT_RUN_ARTIFACT_ABSENT", {
    message: `the runbook has no artifact "${artifact}"`,
    hint: near === undefined ? `it has ${listNames(ids)}` : `did you mean "${near}"?`,
  });
}

/** Throws WCT_DEBUG_NOT_NOW for an artifact without points: nothing was executed for it. */
export function requirePoints(artifact: ArtifactId, state: RunState): void {
  const { result } = artifactState(state, artifact);
  if (result?.status !== "reused") return;
  throw wctError("WCT_DEBUG_NOT_NOW", {
    message: `"${artifact}" has no points in this run: it was reused from ${result.from}`,
    hint: `\`wct debug ${result.from}\` shows how it was made, and \`inspect ${artifact}\` what it holds`,
  });
}

/** Throws WCT_DEBUG_NOT_NOW if the point before an artifact is not ahead of a position. */
export function requireAhead(
  artifact: ArtifactId,
  { point, state }: { readonly point: StopPoint | null; readonly state: RunState },
): void {
  const { status } = artifactState(state, artifact);
  const isHere = point?.side === "before" && point.artifact === artifact;
  if (status === "pending" && !isHere) return;
  requirePoints(artifact, state);
  throw wctError("WCT_DEBUG_NOT_NOW", {
    message: isHere
      ? `the session already stands before "${artifact}"`
      : `"${artifact}" is ${status}: the point before it has passed`,
    hint: isHere ? "`next` produces it" : `\`goto ${artifact}\` shows it`,
  });
}

/** Throws WCT_DEBUG_COMMAND if a number of points is not a positive integer. Infinity means all of them. */
export function requireSteps(points: number): void {
  if (points === Number.POSITIVE_INFINITY || (Number.isInteger(points) && points >= 1)) return;
  throw wctError("WCT_DEBUG_COMMAND", {
    message: `${points} is not a number of points`,
    hint: "give an integer from 1",
  });
}
