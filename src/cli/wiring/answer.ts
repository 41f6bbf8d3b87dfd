import { writeFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { listNames, wctError } from "../../diagnostics/index.ts";
import type { Io } from "../io.ts";
import { shownPath } from "./files.ts";

/** Writes a command's answer to stdout, or to a file, which is then named on stderr. Throws WCT_EXPORT_WRITE_FAILED. */
export async function writeAnswer(io: Io, text: string, file: string | undefined, quiet: boolean): Promise<void> {
  if (file === undefined) return io.stdout.write(text);
  const path = resolve(io.cwd, file);
  try {
    // What a run found is for its owner, until the owner hands it on.
    writeFileSync(path, text, { mode: 0o600 });
  } catch (cause) {
    throw wctError("WCT_EXPORT_WRITE_FAILED", {
      message: `"${shownPath(io.cwd, path)}" cannot be written`,
      hint: "choose another file with -o",
      cause,
    });
  }
  if (!quiet) await io.stderr.write(`${shownPath(io.cwd, path)}\n`);
}

/** The format that a file's name means. Throws WCT_USAGE when it means none. */
export function formatOfFile<F extends string>(file: string, byExtension: Readonly<Record<string, F>>): F {
  const extension = extname(file).slice(1).toLowerCase();
  if (Object.hasOwn(byExtension, extension)) return byExtension[extension]!;
  throw wctError("WCT_USAGE", {
    message: `the name "${file}" means no format`,
    hint: `add --format, or write a name that ends with ${listNames(
      Object.keys(byExtension).map((one) => `.${one}`),
      9,
    )}`,
  });
}
