/*
 * The debug session: stops at points of a run, shows the state there, moves in both directions, changes what comes next.
 *
 * Start at session.ts, then live/live-session.ts and recorded-session.ts; travel/ derives points from events,
 * breakpoints/ says which of them stop.
 * Must not know: terminals, protocols, and how runs are planned, executed and stored.
 */

export { requirePoints } from "./arguments.ts";
export {
  type ArtifactLines,
  artifactsByFile,
  type Breakpoint,
  type BreakpointRequest,
  Breakpoints,
  breakpointText,
  type ExpressionResult,
  type FailureFilter,
  type LineTarget,
  type PointExpressions,
  type PointState,
  RunbookLines,
  type TextRange,
} from "./breakpoints/index.ts";
export type { ChangeMaker, PlannedConfigChange, PlannedOutputChange } from "./changes.ts";
export * from "./conditions/index.ts";
export { everyFailure } from "./judge.ts";
export { LiveSession, type LiveSessionOptions, type RunControls } from "./live/index.ts";
export type { SessionOptions } from "./options.ts";
export { RecordedSession, type RecordedSessionOptions } from "./recorded-session.ts";
export type {
  DebugSession,
  ForkRequest,
  LogListener,
  Move,
  PendingConfig,
  PendingOutput,
  SessionPhase,
} from "./session.ts";
export type { SessionPosition, StopPoint, StopReason, StopSide } from "./stop.ts";
export { Recording } from "./travel/index.ts";
