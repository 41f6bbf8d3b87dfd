/*
 * Connects clients with the session: over streams, or by listening.
 *
 * Start at client-session.ts, then stream-server.ts and listening-server.ts.
 * Must not know: what requests do.
 */

export { type ListenAddress, parseListenAddress } from "./listen-address.ts";
export { type ListenOptions, serveListening } from "./listening-server.ts";
export type { ServerOptions } from "./server-options.ts";
export { type ClientStreams, serveStreams } from "./stream-server.ts";
