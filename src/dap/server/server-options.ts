/** What both kinds of server need. */
export interface ServerOptions {
  /** Aborting it ends the session. */
  readonly signal: AbortSignal;
  /** Receives errors that no user caused. */
  readonly onBug: (error: unknown) => void;
}
