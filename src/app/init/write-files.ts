import { lstatSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { listNames, wctError } from "../../diagnostics/index.ts";
import { findPath, writeFailure } from "../../files/index.ts";
import { makeFolders } from "../../store/index.ts";
import { shownPath } from "../places/index.ts";

export interface NewFiles {
  /** Absolute path. */
  readonly dir: string;
  /** Text by path below the folder. */
  readonly files: Readonly<Record<string, string>>;
  /** What the files are together, for messages. */
  readonly what: string;
}

/** Throws WCT_USAGE with every file that exists. */
export function refuseExisting(cwd: string, { dir, files }: NewFiles, hint: string): void {
  const existing = Object.keys(files).filter((file) => isThere(join(dir, file)));
  if (existing.length === 0) return;
  throw wctError("WCT_USAGE", {
    message: `"${shownPath(cwd, dir)}" has ${listNames(existing, existing.length)} already`,
    hint,
  });
}

// Includes a broken link. A path through a file does not exist; writing reports it.
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** Refuses folders and special files; writing to a pipe would wait for its reader. */
function requireFiles(cwd: string, { dir, files, what }: NewFiles): void {
  for (const path of Object.keys(files).map((file) => join(dir, file))) {
    const found = findPath(path);
    if (found.kind !== "other" && found.kind !== "folder") continue;
    throw wctError("WCT_EXPORT_WRITE_FAILED", {
      message: `${what} cannot be written: "${shownPath(cwd, path)}" ${found.what}`,
      hint: "move it away, or choose another folder",
    });
  }
}

/** Writes the files and returns their displayed paths. Throws WCT_EXPORT_WRITE_FAILED if one cannot be written. */
export function writeFiles(
  cwd: string,
  { dir, files, what }: NewFiles,
  { overwrite }: { readonly overwrite: boolean },
): readonly string[] {
  if (overwrite) requireFiles(cwd, { dir, files, what });
  try {
    for (const [file, text] of Object.entries(files)) {
      makeFolders(dirname(join(dir, file)), 0o777);
      // `wx` never overwrites a file that was created in the meantime.
      writeFileSync(join(dir, file), text, { flag: overwrite ? "w" : "wx" });
    }
  } catch (cause) {
    const { why, hint } = writeFailure(cause);
    const message = `${what} cannot be written to "${shownPath(cwd, dir)}"${why.replace(/^cannot be written/, "")}`;
    throw wctError("WCT_EXPORT_WRITE_FAILED", { message, hint: `${hint}, or choose another folder`, cause });
  }
  return Object.keys(files).map((file) => shownPath(cwd, join(dir, file)));
}
