/*
 * Breakpoints: which points of a run stop a session.
 *
 * Start at breakpoints.ts; expressions.ts is what it needs to evaluate conditions; runbook-lines.ts says which artifact a
 * line of a runbook belongs to.
 * Must not know: how a session moves.
 */

export type { Breakpoint, BreakpointRequest, FailureFilter } from "./breakpoint.ts";
export { Breakpoints, type BreakpointVerdict, breakpointText, noVerdict } from "./breakpoints.ts";
export type { ExpressionResult, PointExpressions, PointState } from "./expressions.ts";
export { type ArtifactLines, artifactsByFile, type LineTarget, RunbookLines, type TextRange } from "./runbook-lines.ts";
