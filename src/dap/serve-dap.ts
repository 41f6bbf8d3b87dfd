import type { Host } from "../app/host/index.ts";
import {
  type ClientStreams,
  type ListenOptions,
  type ServerOptions,
  serveListening,
  serveStreams,
} from "./server/index.ts";
import { AdapterSession, type LaunchTarget } from "./session/index.ts";

/** Aborting the signal cancels the run, which is recorded as cancelled. */
export interface ServeOptions extends ServerOptions {
  /** How clients reach the server. */
  readonly transport: ({ readonly kind: "streams" } & ClientStreams) | ({ readonly kind: "listen" } & ListenOptions);
  /** What is debugged if the launch request does not say, and for clients that attach. */
  readonly defaults?: LaunchTarget | undefined;
}

/**
 * Serves one debug session over the Debug Adapter Protocol. Resolves with the exit code that `wct run` would have, once
 * the session has ended; nothing runs any more then. Throws WCT_USAGE if the server cannot listen.
 */
export async function serveDap(host: Host, { transport, defaults = {}, ...options }: ServeOptions): Promise<number> {
  const session = new AdapterSession(host, { defaults });
  if (transport.kind === "streams") await serveStreams(session, transport, options);
  else await serveListening(session, transport, options);
  return session.exitCode;
}
