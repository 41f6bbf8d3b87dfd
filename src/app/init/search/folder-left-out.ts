import { dirname, sep } from "node:path";
import type { FoundFile } from "./data-source.ts";
import { type LeftOut, type Reason, reasons } from "./left-out.ts";
import type { FolderSearch } from "./search-folder.ts";

interface Proposal {
  /** The folder that was searched. */
  readonly top: string;
  readonly sources: readonly FoundFile[];
}

/** Returns what the sources do not read of a folder that was searched. */
export function leftOutOf(search: FolderSearch, { top, sources }: Proposal): readonly LeftOut[] {
  const folders = sources.filter(({ kind }) => kind === "filesystem").map(({ path }) => path);
  const isRead = (path: string): boolean => folders.some((folder) => isWithin(folder, path));
  const used = new Set(
    [
      ...search.databases.map(({ path }) => path),
      ...search.readable,
      ...search.unsearched,
      ...archivesIn(search),
    ].flatMap((path) => foldersAround(path, top)),
  );
  const found = new Map<string, Reason>();
  for (const { path, reason } of search.leftOut) {
    const unused = isUnread(reason) ? foldersAround(path, top).find((folder) => !used.has(folder)) : undefined;
    if (unused !== undefined) found.set(unused, "noFiles");
    else if (reason === "scripts") found.set(dirname(path), reason);
    else found.set(path, reason);
  }
  for (const path of search.ignoreFiles) if (isRead(path)) found.set(path, "gitignore");
  return [...found].map(([path, reason]) => ({ path, reason: reasons[reason] }));
}

const isUnread = (reason: Reason): boolean => reason === "noFormat" || reason === "empty";

const archivesIn = ({ leftOut }: FolderSearch): readonly string[] =>
  leftOut.filter(({ reason }) => reason === "archive").map(({ path }) => path);

/** Returns whether a path is below a folder. */
export const isWithin = (folder: string, path: string): boolean =>
  path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** The folders from below the top to the one that contains the path, the outermost first. */
function foldersAround(path: string, top: string): readonly string[] {
  const around: string[] = [];
  for (let folder = dirname(path); isWithin(top, folder); folder = dirname(folder)) around.unshift(folder);
  return around;
}
