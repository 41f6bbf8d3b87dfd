/*
 * Breakpoints as a client sets them: on lines of the runbook, and by name.
 *
 * Start at client-breakpoints.ts, then requested.ts.
 * Must not know: when a session stops, and requests.
 */

export { type BreakpointOrigin, ClientBreakpoints } from "./client-breakpoints.ts";
export { type WantedBreakpoint, wantedByName, wantedOnLine } from "./requested.ts";
