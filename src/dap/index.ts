/*
 * The Debug Adapter Protocol face of debug sessions: editors set breakpoints in the lines of a runbook, and step.
 *
 * Start at serve-dap.ts, then requests/ (what is answered) and session/adapter-session.ts (what happens).
 * Must not know: arguments of the command line, terminals, and how a run is executed.
 */

export { requestHandlers } from "./requests/index.ts";
export { type ServeOptions, serveDap } from "./serve-dap.ts";
export { type ClientStreams, type ListenAddress, type ListenOptions, parseListenAddress } from "./server/index.ts";
export type { LaunchTarget } from "./session/index.ts";
