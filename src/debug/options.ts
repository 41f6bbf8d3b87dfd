import { wctError } from "../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan } from "../domain/index.ts";
import { artifactState } from "../run/index.ts";
import type { Breakpoints, FailureFilter, PointExpressions } from "./breakpoints/index.ts";
import type { ChangeMaker, PendingChanges } from "./changes.ts";
import type { DebugSession, ForkRequest, LogListener, PendingConfig } from "./session.ts";
import type { SessionPosition } from "./stop.ts";

/** What sessions over live and over recorded runs need alike. */
export interface SessionOptions {
  readonly plan: ExecutionPlan;
  readonly breakpoints: Breakpoints;
  readonly expressions: PointExpressions;
  readonly changes: ChangeMaker;
  /** Which failures stop the session; all by default. */
  readonly failures?: FailureFilter | undefined;
  /** Whether `continue` stops at every point while no breakpoint is set. */
  readonly stepsByDefault?: boolean | undefined;
  readonly onLog?: LogListener | undefined;
}

/** Returns the artifact that a position is about. Throws WCT_DEBUG_NOT_NOW if there is none. */
export function artifactAt({ point }: SessionPosition): ArtifactId {
  if (point !== null) return point.artifact;
  throw wctError("WCT_DEBUG_NOT_NOW", {
    message: "this position belongs to no artifact",
    hint: "`goto ARTIFACT` goes to a point of an artifact",
  });
}

/**
 * Returns what a fork from a session's position starts from. A change that an artifact has already used is in its
 * result; it is needed again only if the artifact has no result at the position. Throws WCT_DEBUG_NOT_NOW before the
 * first stop.
 */
export function forkRequestOf(
  session: Pick<DebugSession, "run" | "position" | "state">,
  changes: PendingChanges,
): ForkRequest {
  const { run, position } = session;
  if (run === null || position === null) {
    throw wctError("WCT_DEBUG_NOT_NOW", {
      message: "there is nothing to fork yet: the run has not stopped",
      hint: "fork from a stop",
    });
  }
  const state = session.state();
  const isOpen = ({ artifact }: PendingConfig): boolean => artifactState(state, artifact).status !== "completed";
  const { config, outputs } = changes.list;
  return { run, seq: position.seq, config: [...changes.usedConfig.filter(isOpen), ...config], outputs };
}
