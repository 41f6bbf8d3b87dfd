import { basename, extname, join } from "node:path";
import { formatReaders } from "../../../formats/index.ts";
import type { DataSource, FoundFile } from "./data-source.ts";
import { isWithin } from "./folder-left-out.ts";
import type { LeftOut } from "./left-out.ts";
import type { FolderSearch } from "./search-folder.ts";

export interface SourceRequest {
  /** The current folder, which outputs are written to. */
  readonly cwd: string;
  /** The folder of the new runbook. */
  readonly dir: string;
  readonly env: ReadonlyMap<string, string>;
  /** Files, folders and addresses of databases; if empty, the contents of the current folder. */
  readonly paths: readonly string[];
}

export interface SourceSearch {
  readonly sources: readonly DataSource[];
  /** What was found and is not read, sorted by reason. */
  readonly leftOut: readonly LeftOut[];
}

/** What a user can name, for messages. */
export const kindsOfPaths = "SQLite files, SQL dumps, folders, or addresses of databases";

/** The folders that runs write files to. */
export const outputFolders = ({ cwd, dir }: SourceRequest): ReadonlySet<string> =>
  new Set([join(cwd, "outputs"), join(dir, "outputs")]);

/** A folder as a source. */
export function folderSource(path: string, { leftOut, readable }: FolderSearch): FoundFile {
  const tools = leftOut.filter((one) => one.reason === "tools" && isWithin(path, one.path));
  const formats = new Set(readable.filter((one) => isWithin(path, one)).map((one) => extname(one).toLowerCase()));
  const needed = formatReaders.flatMap(({ format, needs }) => (formats.has(`.${format}`) ? (needs ?? []) : []));
  return {
    ...{ kind: "filesystem", path, packages: needed },
    toolFolders: [...new Set(tools.map((one) => basename(one.path)))].toSorted(),
  };
}
