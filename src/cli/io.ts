import { once } from "node:events";

/** A stream that the program writes to. */
export interface Sink {
  /** Waits while the other side is slow. Ends the program quietly when it is gone (a closed pipe). */
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
    stdout: sink(process.stdout),
    stderr: sink(process.stderr),
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

function sink(stream: NodeJS.WriteStream): Sink {
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
      if (closed) throw new ClosedPipe();
      if (stream.write(text)) return;
      await Promise.race([once(stream, "drain"), once(stream, "close")]).catch(() => undefined);
      if (closed) throw new ClosedPipe();
    },
  };
}
