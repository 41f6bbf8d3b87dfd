import type { Breakpoint, DebugSession, SessionPosition, StopPoint } from "../../../debug/index.ts";
import { breakpointText } from "../../../debug/index.ts";
import { listNames } from "../../../diagnostics/index.ts";
import type { ArtifactId, Failure, PlannedArtifact } from "../../../domain/index.ts";
import { messageCounts, plural, safeText } from "../../../render/index.ts";
import { artifactState, messageOf, type RunState } from "../../../run/index.ts";
import { dependentsOf } from "./plan-relations.ts";

/** Returns what the session says at a position: where it stands and why, one text per paragraph. */
export function positionTexts(session: DebugSession, position: SessionPosition): readonly string[] {
  const { point, reason } = position;
  if (reason.kind === "end" || point === null) return betweenPoints(session, position);
  const planned = session.plan.artifacts.find(({ id }) => id === point.artifact)!;
  const isEarlier = session.kind === "live" && !position.isPresent;
  return [
    `${isEarlier ? "Showing" : "Breaking"} ${point.side} artifact: ${point.artifact}`,
    ...(session.kind === "recorded" || isEarlier ? [pastText(session, position)] : []),
    ...reasonTexts(session, position),
    ...(point.side === "before" ? beforeTexts(session, planned) : afterTexts(session, planned, point)),
    ...heldTexts(session),
  ];
}

function betweenPoints(session: DebugSession, { reason, seq }: SessionPosition): readonly string[] {
  if (reason.kind !== "end") {
    const readOnly = session.kind === "live" ? [`Read-only; ${returns}`] : [];
    return [`Showing the state after event ${seq} of ${session.history.length}`, ...readOnly];
  }
  const { status, counts } = session.state();
  const ends = [
    ...(counts.completed > 0 ? [`${counts.completed} completed`] : []),
    ...(counts.reused > 0 ? [`${counts.reused} reused`] : []),
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
  ];
  const what = session.kind === "live" ? "The run has ended" : "The record ends here";
  return [`${what}: ${status}${ends.length === 0 ? "" : `; ${ends.join(", ")}`}`];
}

const returns = "`continue` returns to the present";

const pastText = ({ history, kind }: DebugSession, { seq }: SessionPosition): string =>
  kind === "live" ? `Event ${seq} of ${history.length}, read-only; ${returns}` : `Event ${seq} of ${history.length}`;

function reasonTexts(session: DebugSession, { reason }: SessionPosition): readonly string[] {
  switch (reason.kind) {
    case "breakpoint":
      return session.breakpoints
        .list()
        .filter(({ number }) => reason.breakpoints.includes(number))
        .filter(isWorthSaying)
        .map((one) => `Breakpoint ${one.number}: ${breakpointText(one)}`);
    case "condition-failed":
      return [`The condition of breakpoint ${reason.breakpoint} could not be evaluated: ${reason.message}`];
    default:
      return [];
  }
}

/** A breakpoint that names one artifact and nothing else says no more than the stop itself. */
const isWorthSaying = ({ pattern, artifacts, condition, hitCondition }: Breakpoint): boolean =>
  condition !== null || hitCondition !== null || artifacts[0] !== pattern;

function beforeTexts(session: DebugSession, { inputs, method }: PlannedArtifact): readonly string[] {
  const state = session.state();
  const schemas = inputs.map((id) => messageOf(artifactState(state, id))?.schema ?? schemaOf(session, id));
  if (schemas.length > 0) return [`Input schemas: ${[...new Set(schemas)].join(", ")}`];
  return [method.kind === "source" ? `Source: ${method.component.type}` : "Input schemas: none"];
}

const schemaOf = ({ plan }: DebugSession, id: ArtifactId): string =>
  plan.artifacts.find((one) => one.id === id)?.outputSchema ?? "-";

function afterTexts(session: DebugSession, planned: PlannedArtifact, { attempt }: StopPoint): readonly string[] {
  const { attempts } = artifactState(session.state(), planned.id);
  const result = (attempts.find((one) => one.attempt === attempt) ?? attempts.at(-1))?.result ?? null;
  const again = attempt > 1 ? [`Attempt ${attempt}`] : [];
  if (result === null) return again;
  if (result.outcome === "failed") return [...again, ...failureTexts(session, planned, result.failure)];
  return [...again, `Output: ${messageCounts(result.message, planned.outputStream)}`];
}

function failureTexts(session: DebugSession, { id, optional }: PlannedArtifact, failure: Failure): readonly string[] {
  const { code, message, hint } = failure;
  const error = `error[${code}]: ${safeText(message)}${hint === null ? "" : `\nhint: ${safeText(hint)}`}`;
  if (session.kind === "recorded" || session.position?.isPresent !== true) return [error];
  const needing = dependentsOf(session.plan, id);
  const lets = optional || needing.length === 0 ? "lets it fail" : `lets it fail, and skips ${listNames(needing, 6)}`;
  return [error, `\`set config PATH VALUE\`, then \`retry\`, tries again; \`continue\` ${lets}`];
}

/** Says what the stop keeps waiting, and what still works. */
export function heldTexts(session: DebugSession): readonly string[] {
  const { held, position, plan } = session;
  if (position?.isPresent !== true) return [];
  const working = runningArtifacts(plan.artifacts, session.state()).filter(
    (id) => id !== position.point?.artifact && held.every(({ artifact }) => artifact !== id),
  );
  const waiting = held.map(({ artifact, side }) => `${artifact} (${side})`);
  return [
    ...(working.length === 0 ? [] : [`Still running: ${working.join(", ")}`]),
    ...(waiting.length === 0 ? [] : [`Held until you go on: ${waiting.join(", ")}`]),
  ];
}

const runningArtifacts = (artifacts: readonly PlannedArtifact[], state: RunState): readonly ArtifactId[] =>
  artifacts.map(({ id }) => id).filter((id) => artifactState(state, id).status === "running");

/** Returns what went otherwise than well between two states and was not stopped at, in plan order. */
export function passedTexts({ plan }: DebugSession, before: RunState, after: RunState): readonly string[] {
  const ended = (status: "failed" | "skipped"): readonly ArtifactId[] =>
    plan.artifacts
      .map(({ id }) => id)
      .filter((id) => artifactState(after, id).status === status && artifactState(before, id).status !== status);
  const [failed, skipped] = [ended("failed"), ended("skipped")];
  return [
    ...(failed.length === 0 ? [] : [`${plural(failed.length, "artifact")} failed: ${listNames(failed, 6)}`]),
    ...(skipped.length === 0 ? [] : [`${plural(skipped.length, "artifact")} skipped: ${listNames(skipped, 6)}`]),
  ];
}
