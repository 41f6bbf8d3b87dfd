import { fstatSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { wctError } from "../diagnostics/index.ts";
import { leave } from "./leave.ts";
import { onSignal, type SignalHandler } from "./signals.ts";

/** A stream that the program writes to. */
export interface Sink {
  /**
   * Waits until it is written. When the other side has gone (a closed pipe), stdout throws ClosedPipe, which ends the
   * program quietly, and WCT_STDOUT_WRITE_FAILED when it cannot be written; stderr says nothing more, since what is done does
   * not depend on who listens to the talk.
   */
  readonly write: (text: string | Uint8Array) => Promise<void>;
  readonly isTerminal: boolean;
  /** Width in columns; 80 when unknown. */
  readonly columns: number;
  /** Height in rows; 24 when unknown. */
  readonly rows: number;
  /** Calls back when the terminal changes its size; returns what takes the handler away. */
  readonly onResize: (handler: () => void) => () => void;
}

/** Columns that lines must fit; null: a file or a pipe, where nothing is cut or wrapped. */
export const widthOf = ({ isTerminal, columns }: Pick<Sink, "isTerminal" | "columns">): number | null =>
  isTerminal ? columns : null;

/** Everything of the outside that commands use; tests pass a fake. */
export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** What the user types, line by line, without line ends; read once. */
  readonly lines: () => AsyncIterable<string>;
  readonly env: ReadonlyMap<string, string>;
  /** The current folder; throws WCT_USAGE_FOLDER when it was removed. */
  readonly cwd: string;
  /** Calls back at Ctrl-C, SIGTERM and SIGHUP; returns what takes the handler away. */
  readonly onSignal: (handler: SignalHandler) => () => void;
  /** Calls back when the process goes on after it was stopped (Ctrl-Z, then `fg`); returns what takes the handler away. */
  readonly onContinue: (handler: () => void) => () => void;
  /** Ends the process at once. */
  readonly exitNow: (code: number) => never;
}

/** Thrown when the reader of stdout has gone; main turns it into a quiet end. */
export class ClosedPipe extends Error {}

/** The real process. */
export function processIo(): Io {
  return {
    stdout: sink(process.stdout, (error) => {
      if (isReaderGone(error)) throw new ClosedPipe();
      throw wctError("WCT_STDOUT_WRITE_FAILED", {
        message: `standard output cannot be written: ${error.code === "ENOSPC" ? "the disk is full" : (error.code ?? "unknown error")}`,
        hint: "send it to another place; what was recorded is not touched by this",
        cause: error,
      });
    }),
    stderr: sink(process.stderr, () => undefined),
    lines: () => createInterface({ input: process.stdin }),
    env: new Map(Object.entries(process.env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v] as const]))),
    get cwd() {
      return currentFolder();
    },
    onSignal,
    onContinue: (handler) => {
      process.on("SIGCONT", handler);
      return () => process.off("SIGCONT", handler);
    },
    exitNow: leave,
  };
}

/** Throws WCT_USAGE_FOLDER where it was removed while a shell stood in it. */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw wctError("WCT_USAGE_FOLDER", {
      message: "the current folder is no longer there",
      hint: "go to a folder that is there, and call wct again",
      cause,
    });
  }
}

/**
 * Ends the process once all is written. Whatever plugins left open (timers, servers, connections) does not keep it.
 */
export async function endProcess(code: number): Promise<never> {
  await Promise.all([process.stdout, process.stderr].map((stream) => written(stream, "")));
  return leave(code);
}

/** Work that must not end because nobody reads what it shows: a closed pipe is ignored, all else is thrown. */
export async function evenUnread(shown: Promise<void>): Promise<void> {
  try {
    await shown;
  } catch (error) {
    if (!(error instanceof ClosedPipe)) throw error;
  }
}

type Standard = NodeJS.WriteStream & { readonly fd: number };

function sink(stream: Standard, whenBroken: (error: NodeJS.ErrnoException) => void): Sink {
  let broken: NodeJS.ErrnoException | null = null;
  // Told to whoever writes; without a listener it would end the process.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    broken ??= error;
  });
  const write = isRegularFile(stream) ? toFile : written;
  return {
    isTerminal: stream.isTTY === true,
    get columns() {
      // Some terminals say 0 before they know.
      return stream.columns || 80;
    },
    get rows() {
      return stream.rows || 24;
    },
    onResize: (handler) => {
      stream.on("resize", handler);
      return () => stream.off("resize", handler);
    },
    write: async (text) => {
      broken ??= await write(stream, text);
      if (broken !== null) whenBroken(broken);
    },
  };
}

/** A terminal that was closed answers EIO. */
const isReaderGone = ({ code }: NodeJS.ErrnoException): boolean =>
  code === "EPIPE" || code === "EIO" || code === "ECONNRESET" || code === "ERR_STREAM_DESTROYED";

function written(stream: Standard, text: string | Uint8Array): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => stream.write(text, (error) => resolve(error ?? null)));
}

function isRegularFile({ fd }: Standard): boolean {
  try {
    return fstatSync(fd).isFile();
  } catch {
    return false;
  }
}

/** Node's own stream for files takes a write that was cut short by a full disk for a whole one. */
async function toFile({ fd }: Standard, text: string | Uint8Array): Promise<NodeJS.ErrnoException | null> {
  const bytes = Buffer.from(text);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
    return null;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}
