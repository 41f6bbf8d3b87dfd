import { closeSync, constants, fstatSync, openSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { Socket } from "node:net";
import { extname, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { isatty } from "node:tty";
import { writePrivateFile } from "../../app/export/index.ts";
import { shownPath } from "../../app/places/index.ts";
import { listNames, safeLines, wctError } from "../../diagnostics/index.ts";
import { findPath, isRegularFile } from "../../files/index.ts";
import { safeText } from "../../render/index.ts";
import type { Io } from "../io.ts";

/** Options of the commands whose output may be written to a file. */
export interface AnswerOptions {
  readonly output?: string;
  readonly force?: boolean;
  readonly quiet?: boolean;
}

/** Throws WCT_USAGE if the file exists, before any work is done for it. */
export function requireFree(io: Io, file: string | undefined, force: boolean | undefined): void {
  if (file === undefined || force || !isRegularFile(resolve(io.cwd, file))) return;
  throw wctError("WCT_USAGE", {
    message: `"${file}" exists`,
    hint: "overwrite it with --force, or choose another file",
  });
}

/**
 * Writes a command's output to stdout, or to a file that gets its name when it is complete and is then named on stderr.
 * Throws WCT_USAGE if the file exists, WCT_EXPORT_WRITE_FAILED.
 */
export async function writeAnswer(io: Io, text: string, { output, force, quiet }: AnswerOptions): Promise<void> {
  if (output === undefined) return io.stdout.write(text);
  requireFree(io, output, force);
  const path = resolve(io.cwd, output);
  const shown = shownPath(io.cwd, path);
  // Only its owner may read what a run found, until the owner shares it.
  if (findPath(path).kind === "other") await writeToDevice(path, shown, text);
  else writePrivateFile({ path, shown }, [text]);
  if (!quiet) await io.stderr.write(`${safeText(shown)}\n`);
}

/** Writes to a pipe or a terminal, which cannot be replaced by a file. Signals are handled while it waits. */
async function writeToDevice(path: string, shown: string, text: string): Promise<void> {
  try {
    const pipe = openPipe(path);
    if (pipe === null) await writeFile(path, isTerminal(path) ? safeLines(text) : text);
    else await pipeline([text], pipe);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown error";
    const isUnread = findPath(path).what === "is a pipe" && (code === "ENXIO" || code === "EPIPE");
    throw wctError("WCT_EXPORT_WRITE_FAILED", {
      message: `"${shown}" cannot be written ${isUnread ? "to: no program reads this pipe" : `(${code})`}`,
      hint: isUnread ? "start the reader first, or choose a file with -o" : "choose another file with -o",
      cause,
    });
  }
}

/**
 * Returns null if the path is not a pipe. Throws ENXIO if the pipe has no reader; an ordinary open would wait for one.
 */
function openPipe(path: string): Socket | null {
  const file = openSync(path, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0));
  if (fstatSync(file).isFIFO()) return new Socket({ fd: file, readable: false, writable: true });
  closeSync(file);
  return null;
}

function isTerminal(path: string): boolean {
  const file = openSync(path, constants.O_WRONLY | (constants.O_NOCTTY ?? 0));
  try {
    return isatty(file);
  } finally {
    closeSync(file);
  }
}

/** Returns the format of a file extension. Throws WCT_USAGE for an unknown extension. */
export function formatOfFile<F extends string>(file: string, byExtension: Readonly<Record<string, F>>): F {
  const extension = extname(file).slice(1).toLowerCase();
  if (Object.hasOwn(byExtension, extension)) return byExtension[extension]!;
  const endings = Object.keys(byExtension).map((one) => `.${one}`);
  throw wctError("WCT_USAGE", {
    message: `"${file}" has an unknown extension`,
    hint: `add --format, or end the name with one of ${listNames(endings, 9)}`,
  });
}
