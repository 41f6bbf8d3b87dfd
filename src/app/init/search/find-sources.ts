import { join, relative, sep } from "node:path";
import { type WctError, wctError } from "../../../diagnostics/index.ts";
import { shownPath } from "../../places/index.ts";
import { namedSources } from "./data-source.ts";
import { environmentDatabases } from "./environment.ts";
import { leftOutOf } from "./folder-left-out.ts";
import { type LeftOut, sortedLeftOut } from "./left-out.ts";
import { folderSource, kindsOfPaths, outputFolders, type SourceRequest, type SourceSearch } from "./request.ts";
import { type FolderSearch, searchFolder } from "./search-folder.ts";
import { sourcesAt } from "./sources-at.ts";

/** Finds the data to read. Throws WCT_USAGE with every path that cannot be read, or if nothing is found. */
export const findSources = (request: SourceRequest): SourceSearch =>
  request.paths.length === 0 ? inCurrentFolder(request) : sourcesAt(request);

/** The databases and files in the current folder. */
function inCurrentFolder(request: SourceRequest): SourceSearch {
  const { cwd, env } = request;
  const search = searchFolder(cwd, outputFolders(request));
  const folders = foldersToRead(cwd, search).map((path) => folderSource(path, search));
  const sources = [...search.databases, ...folders];
  const leftOut = sortedLeftOut([...environmentDatabases(env), ...leftOutOf(search, { top: cwd, sources })]);
  if (sources.length === 0) throw nothingToRead(cwd, leftOut);
  return { sources: namedSources(sources), leftOut };
}

/** The folder itself if it holds files to read, otherwise those of its folders that do, or may do. */
function foldersToRead(top: string, { readable, unsearched }: FolderSearch): readonly string[] {
  const steps = [
    ...readable.map((path) => relative(top, path).split(sep)),
    ...unsearched.map((path) => relative(top, join(path, "any")).split(sep)),
  ];
  if (steps.some((one) => one.length === 1)) return [top];
  return [...new Set(steps.map(([first = ""]) => join(top, first)))].toSorted((a, b) => (a < b ? -1 : 1));
}

function nothingToRead(cwd: string, leftOut: readonly LeftOut[]): WctError {
  const told = leftOut.slice(0, 5).map(({ path, reason }) => `${shownPath(cwd, path)} (${reason})`);
  const more = leftOut.length > told.length ? `, and ${leftOut.length - told.length} more` : "";
  return wctError("WCT_USAGE", {
    message: `there is nothing to read here${told.length === 0 ? "" : `; left out: ${told.join(", ")}${more}`}`,
    hint: `name ${kindsOfPaths}: \`wct init ./shop.db ./exports postgres://user@host/shop\``,
  });
}
