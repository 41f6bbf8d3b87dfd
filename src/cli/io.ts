import { fstatSync, writeSync } from "node:fs";
import type { Interface } from "node:readline";
import type { Readable } from "node:stream";
import type { Host } from "../app/host/index.ts";
import { wctError } from "../diagnostics/index.ts";
import { leave, leaveWhenIdle } from "./leave.ts";
import { createLineEditor, type LineEditor, type LineEditorOptions } from "./line-editor.ts";
import { onSignal, type SignalHandler } from "./signals.ts";

/** An output stream of the process, without any escaping. */
export interface Device {
  /**
   * Waits until the text is written. If the reader is gone (a closed pipe), stdout throws ClosedPipe, which ends the
   * program quietly; if stdout cannot be written, it throws WCT_STDOUT_WRITE_FAILED. stderr ignores errors: the work
   * does not depend on whether anyone reads its messages.
   */
  readonly write: (text: string | Uint8Array) => Promise<void>;
  readonly isTerminal: boolean;
  /** Width in columns; 80 when unknown. */
  readonly columns: number;
  /** Height in rows; 24 when unknown. */
  readonly rows: number;
  /** Calls the handler when the size of the terminal changes; returns a function that removes the handler. */
  readonly onResize: (handler: () => void) => () => void;
}

/**
 * A control sequence written by the program itself, which moves the cursor, erases, or sets how a terminal shows lines.
 */
export interface Control {
  readonly control: string;
}

/** What commands write to. Each method waits and throws as the device does. */
export interface Sink extends Omit<Device, "write"> {
  /** Writes text or JSON: control characters are written as an escape such as `\u001b`, except colours of a palette. */
  readonly write: (text: string) => Promise<void>;
  /** Writes data that programs read byte by byte: unchanged, except on a terminal. */
  readonly writeData: (text: string) => Promise<void>;
  /** Writes text as `write` does, with control sequences in between. */
  readonly draw: (pieces: readonly (string | Control)[]) => Promise<void>;
  /** Writes workflow commands for GitHub Actions, which are already escaped. */
  readonly writeCommands: (lines: string) => Promise<void>;
}

/** Returns the columns that lines must fit; null for a file or a pipe, where nothing is cut or wrapped. */
export const widthOf = ({ isTerminal, columns }: Pick<Sink, "isTerminal" | "columns">): number | null =>
  isTerminal ? columns : null;

/** All external resources that commands use; tests pass a fake. */
export interface Io extends Host {
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Yields what the user types, line by line, without line ends; can be read once. */
  readonly lines: () => AsyncIterable<string>;
  /**
   * Opens an editor of typed lines, with a prompt on stderr, history and completion; null unless stdin and stderr are
   * terminals.
   */
  readonly openEditor: ((options: LineEditorOptions) => LineEditor) | null;
  /** The bytes of stdin, for a protocol; instead of `lines`. */
  readonly bytes: () => Readable;
  /** Calls the handler at Ctrl-C, SIGTERM and SIGHUP; returns a function that removes the handler. */
  readonly onSignal: (handler: SignalHandler) => () => void;
  /**
   * Calls the handler when the process continues after it was stopped (Ctrl-Z, then `fg`); returns a function that
   * removes the handler.
   */
  readonly onContinue: (handler: () => void) => () => void;
  /** Ends the process immediately. */
  readonly exitNow: (code: number) => never;
}

/** Thrown if the reader of stdout is gone; main then ends quietly. */
export class ClosedPipe extends Error {}

/** The same with unescaped streams: only safe-output.ts writes to them. */
export interface Outside extends Omit<Io, "stdout" | "stderr"> {
  readonly stdout: Device;
  readonly stderr: Device;
}

/** Prompts go to stderr: stdout is for data. */
function openTyped(options: LineEditorOptions): LineEditor {
  const { editor, typing } = createLineEditor(process.stdin, process.stderr, options);
  typed = typing;
  return editor;
}

/** Returns the real process. */
export function processIo(): Outside {
  return {
    stdout: device(process.stdout, (error) => {
      if (isReaderGone(error)) throw new ClosedPipe();
      throw wctError("WCT_STDOUT_WRITE_FAILED", {
        message: `standard output cannot be written: ${error.code === "ENOSPC" ? "the disk is full" : (error.code ?? "unknown error")}`,
        hint: "redirect it to another place; the record is not affected",
        cause: error,
      });
    }),
    stderr: device(process.stderr, () => undefined),
    bytes: () => process.stdin,
    lines: () => {
      typed = process.getBuiltinModule("node:readline").createInterface({ input: process.stdin });
      return typed;
    },
    openEditor: process.stdin.isTTY && process.stderr.isTTY ? openTyped : null,
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

/** Throws WCT_USAGE_FOLDER if the shell's current folder was deleted. */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw wctError("WCT_USAGE_FOLDER", {
      message: "the current folder no longer exists",
      hint: "change to an existing folder, and call wct again",
      cause,
    });
  }
}

/** The reader of standard input, which keeps the process alive until it is closed. */
let typed: Interface | null = null;

/** Ends the process once everything is written; see leave.ts. */
export async function endProcess(code: number): Promise<void> {
  typed?.close();
  await Promise.all([process.stdout, process.stderr].map((stream) => written(stream, "")));
  leaveWhenIdle(code);
}

/** Waits for output of work that must continue without a reader: a closed pipe is ignored, other errors are thrown. */
export async function ignoreClosedPipe(shown: Promise<void>): Promise<void> {
  try {
    await shown;
  } catch (error) {
    if (!(error instanceof ClosedPipe)) throw error;
  }
}

/**
 * Returns an Io for commands whose exit code is their result: a reader that closes the pipe early (`| head`) gets the
 * same exit code.
 */
export function ignoringClosedPipe(io: Io): Io {
  const { stdout } = io;
  const sink: Sink = {
    ...stdout,
    write: (text) => ignoreClosedPipe(stdout.write(text)),
    writeData: (text) => ignoreClosedPipe(stdout.writeData(text)),
    draw: (pieces) => ignoreClosedPipe(stdout.draw(pieces)),
    writeCommands: (lines) => ignoreClosedPipe(stdout.writeCommands(lines)),
  };
  return Object.create(io, { stdout: { value: sink } });
}

type Standard = NodeJS.WriteStream & { readonly fd: number };

function device(stream: Standard, whenBroken: (error: NodeJS.ErrnoException) => void): Device {
  let broken: NodeJS.ErrnoException | null = null;
  // Reported by the next write; without a listener the error would end the process.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    broken ??= error;
  });
  const write = isRegularFile(stream) ? toFile : written;
  return {
    isTerminal: stream.isTTY === true,
    get columns() {
      // Some terminals report 0 until they know their size.
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

/** A closed terminal returns EIO. */
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

/** Node's own stream for files treats a write that was cut short by a full disk as complete. */
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
