import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { exactPattern } from "../yaml/index.ts";
import type { DataSource, FolderOrFile } from "./search/index.ts";

export interface RunbookPlace {
  /** Absolute path of the runbook's folder. */
  readonly dir: string;
  /** Absolute path of the current folder, which outputs are written to. */
  readonly cwd: string;
  /** Names of the files written next to the runbook. */
  readonly files: readonly string[];
}

/** Matches hidden files and folders at every level; they often hold passwords and keys. */
export const hiddenPattern = ".*";

/**
 * Returns gitignore patterns for what is not read of a folder: hidden files, folders of tools, files that wct writes, and
 * databases and dumps that are separate sources.
 */
export function excludePatterns(
  folder: FolderOrFile,
  { dir, cwd, files }: RunbookPlace,
  sources: readonly DataSource[],
): readonly string[] {
  const databases = sources.flatMap((one) =>
    one.kind !== "filesystem" && "path" in one ? databaseFiles(one.path) : [],
  );
  const own = [...files.map((file) => join(dir, file)), join(dir, "outputs"), join(cwd, "outputs"), ...databases];
  const top = realPath(folder.path);
  const patterns = own
    .map((path) => relative(top, realPath(path)))
    .filter((path) => path !== "" && path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path))
    .map((path) => exactPattern(path.split(sep).join("/")));
  return [hiddenPattern, ...new Set(patterns), ...folder.toolFolders.map((name) => `${name}/`)];
}

/** A database, and what SQLite keeps beside it. */
const databaseFiles = (path: string): readonly string[] => [
  path,
  ...["-wal", "-shm", "-journal"].map((end) => path + end).filter((one) => existsSync(one)),
];

/** Resolves links, also in a path that does not exist yet. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path));
  }
}
