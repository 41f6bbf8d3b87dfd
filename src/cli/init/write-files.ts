import { lstatSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { listNames, wctError } from "../../diagnostics/index.ts";
import { makeFolders } from "../../store/index.ts";
import { shownPath } from "../wiring/files.ts";

export interface NewFiles {
  /** Absolute. */
  readonly dir: string;
  /** Text by path below the folder. */
  readonly files: Readonly<Record<string, string>>;
  /** What they are together, for messages. */
  readonly what: string;
}

/** Throws WCT_USAGE with every file that is there already. */
export function refuseExisting(cwd: string, { dir, files }: NewFiles, hint: string): void {
  const existing = Object.keys(files).filter((file) => isThere(join(dir, file)));
  if (existing.length === 0) return;
  throw wctError("WCT_USAGE", {
    message: `"${shownPath(cwd, dir)}" has ${listNames(existing, existing.length)} already`,
    hint,
  });
}

// Also a link that leads nowhere; a path through a file is not there, and writing says so.
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** Writes the files and says their paths as people see them. Throws WCT_EXPORT_WRITE_FAILED when one cannot be written. */
export function writeFiles(
  cwd: string,
  { dir, files, what }: NewFiles,
  { overwrite }: { readonly overwrite: boolean },
): readonly string[] {
  try {
    for (const [file, text] of Object.entries(files)) {
      makeFolders(dirname(join(dir, file)), 0o777);
      // Never over a file that somebody else has made since.
      writeFileSync(join(dir, file), text, { flag: overwrite ? "w" : "wx" });
    }
  } catch (cause) {
    const hint = "check the path and its permissions, or choose another folder";
    const message = `${what} cannot be written to "${shownPath(cwd, dir)}"`;
    throw wctError("WCT_EXPORT_WRITE_FAILED", { message, hint, cause });
  }
  return Object.keys(files).map((file) => shownPath(cwd, join(dir, file)));
}
