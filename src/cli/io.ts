import { once } from "node:events";

/** A stream that the program writes to. */
export interface Sink {
  /**
   * Waits while the other side is slow. When it has gone (a closed pipe), stdout throws ClosedPipe, which ends the
   * program quietly; stderr says nothing more, since what is done does not depend on who listens to the talk.
   */
  readonly write: (text: string | Uint8Array) => Promise<void>;
  readonly isTerminal: boolean;
  /** Width in columns; 80 when unknown. */
  readonly columns: number;
}

/** Everything of the outside that commands use; tests pass a fake. */
export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  /** Calls back at Ctrl-C and SIGTERM; returns what takes the handler away. */
  readonly onSignal: (handler: (signal: "SIGINT" | "SIGTERM") => void) => () => void;
  /** Ends the process at once. */
  readonly exitNow: (code: number) => never;
}

/** Thrown when the reader of stdout has gone; main turns it into a quiet end. */
export class ClosedPipe extends Error {}

/** The real process. */
export function processIo(): Io {
  return {
    stdout: sink(process.stdout, () => {
      throw new ClosedPipe();
    }),
    stderr: sink(process.stderr, () => undefined),
    env: new Map(Object.entries(process.env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v] as const]))),
    cwd: process.cwd(),
    onSignal: (handler) => {
      const interrupt = (): void => handler("SIGINT");
      const terminate = (): void => handler("SIGTERM");
      process.on("SIGINT", interrupt).on("SIGTERM", terminate);
      return () => {
        process.off("SIGINT", interrupt).off("SIGTERM", terminate);
      };
    },
    exitNow: (code) => process.exit(code),
  };
}

/** Work that must not end because nobody reads what it shows: a closed pipe is ignored, all else is thrown. */
export async function evenUnread(written: Promise<void>): Promise<void> {
  try {
    await written;
  } catch (error) {
    if (!(error instanceof ClosedPipe)) throw error;
  }
}

function sink(stream: NodeJS.WriteStream, whenClosed: () => void): Sink {
  let closed = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    closed = true;
  });
  return {
    isTerminal: stream.isTTY === true,
    get columns() {
      return stream.columns ?? 80;
    },
    write: async (text) => {
      if (closed) return whenClosed();
      if (stream.write(text)) return;
      await Promise.race([once(stream, "drain"), once(stream, "close")]).catch(() => undefined);
      if (closed) whenClosed();
    },
  };
}
