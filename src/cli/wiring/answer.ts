import { writeFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { listNames, wctError } from "../../diagnostics/index.ts";
import type { Io } from "../io.ts";
import { shownPath } from "./files.ts";
import { kindOfPath, writePrivateFile } from "./private-file.ts";

/** Options of the commands whose answer may go to a file. */
export interface AnswerOptions {
  readonly output?: string;
  readonly force?: boolean;
  readonly quiet?: boolean;
}

/** Refuses a file that is there already, before any work is done for it. Throws WCT_USAGE. */
export function requireFree(io: Io, file: string | undefined, force: boolean | undefined): void {
  if (file === undefined || force || kindOfPath(resolve(io.cwd, file)) !== "file") return;
  throw wctError("WCT_USAGE", { message: `"${file}" exists`, hint: "write over it with --force, or name another" });
}

/**
 * Writes a command's answer to stdout, or to a file that takes its name when it is complete and is then named on
 * stderr. Throws WCT_USAGE when there is such a file already, WCT_EXPORT_WRITE_FAILED.
 */
export async function writeAnswer(io: Io, text: string, { output, force, quiet }: AnswerOptions): Promise<void> {
  if (output === undefined) return io.stdout.write(text);
  requireFree(io, output, force);
  const path = resolve(io.cwd, output);
  const shown = shownPath(io.cwd, path);
  // What a run found is for its owner, until the owner hands it on.
  if (kindOfPath(path) !== "device") writePrivateFile({ path, shown }, [text]);
  else writeToDevice(path, shown, text);
  if (!quiet) await io.stderr.write(`${shown}\n`);
}

/** A pipe or a terminal cannot be replaced by a file. */
function writeToDevice(path: string, shown: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    const hint = "choose another file with -o";
    throw wctError("WCT_EXPORT_WRITE_FAILED", { message: `"${shown}" cannot be written`, hint, cause });
  }
}

/** The format that a file's name means. Throws WCT_USAGE when it means none. */
export function formatOfFile<F extends string>(file: string, byExtension: Readonly<Record<string, F>>): F {
  const extension = extname(file).slice(1).toLowerCase();
  if (Object.hasOwn(byExtension, extension)) return byExtension[extension]!;
  const endings = Object.keys(byExtension).map((one) => `.${one}`);
  throw wctError("WCT_USAGE", {
    message: `the name "${file}" means no format`,
    hint: `add --format, or end the name with one of ${listNames(endings, 9)}`,
  });
}
