/*
 * The session behind the protocol: opened, moved, reported, and shown as threads, frames, scopes and sources.
 *
 * Start at adapter-session.ts, then open-session.ts; stop-body.ts and scopes.ts are what a client sees of a stop.
 * Must not know: requests, and how a client is connected.
 */

export { AdapterSession, type Answer } from "./adapter-session.ts";
export { setConfiguration } from "./configuration.ts";
export type { EventClient } from "./event-outlet.ts";
export { type LaunchTarget, launchTarget } from "./launch.ts";
export type { OpenSession } from "./open-session.ts";
export { contentVariable, scopesOf } from "./scopes.ts";
export { artifactOfFrame, stackFrames } from "./stack-frames.ts";
