/*
 * Breakpoints as a client sets them: on lines of the runbook, and by name.
 *
 * Start at client-breakpoints.ts; runbook-lines.ts says which artifact a line belongs to.
 * Must not know: when a session stops, and requests.
 */

export { type BreakpointOrigin, ClientBreakpoints } from "./client-breakpoints.ts";
export { type WantedBreakpoint, wantedByName, wantedOnLine } from "./requested.ts";
export { type ArtifactLines, type LineTarget, RunbookLines, type TextRange } from "./runbook-lines.ts";
