/*
 * Breakpoints: which points of a run stop a session.
 *
 * Start at breakpoints.ts; expressions.ts is what it needs to evaluate conditions.
 * Must not know: how a session moves.
 */

export type { Breakpoint, BreakpointRequest, FailureFilter } from "./breakpoint.ts";
export { Breakpoints, type BreakpointVerdict, breakpointText, noVerdict } from "./breakpoints.ts";
export type { ExpressionResult, PointExpressions, PointState } from "./expressions.ts";
