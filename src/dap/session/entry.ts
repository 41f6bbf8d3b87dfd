import type { SessionPosition, StopReason } from "../../debug/index.ts";
import type { OpenSession } from "./open-session.ts";

/**
 * Judges the first point of a live run, at which the session stopped before its breakpoints were known: returns the
 * position with the reason that the client sees, or null if nothing wants to stop there.
 */
export async function judgedEntry(
  { session, reporter }: OpenSession,
  position: SessionPosition,
  { stopOnEntry }: { readonly stopOnEntry: boolean },
): Promise<SessionPosition | null> {
  const { point, reason } = position;
  if (session.kind === "recorded" || reason.kind !== "entry" || point === null) return position;
  const { breakpoints } = session;
  const verdict = await breakpoints.judge(breakpoints.at(point), { point, state: session.state() });
  for (const { text } of verdict.logs) reporter.line(point.artifact, "console", text);
  const found = reasonOf(verdict.stops, verdict.failed);
  if (found !== null) return { ...position, reason: found };
  return stopOnEntry ? position : null;
}

function reasonOf(
  stops: readonly number[],
  failed: { readonly breakpoint: number; readonly message: string } | null,
): StopReason | null {
  if (failed !== null) return { kind: "condition-failed", ...failed };
  return stops.length === 0 ? null : { kind: "breakpoint", breakpoints: stops };
}
