/*
 * A debug session over a run in progress.
 *
 * Start at live-session.ts; present.ts stops and resumes the run, session-gate.ts holds the artifacts that arrive.
 * Must not know: how a run is planned and executed (it gets controls), and terminals.
 */

export { LiveSession, type LiveSessionOptions } from "./live-session.ts";
export type { RunControls } from "./present.ts";
