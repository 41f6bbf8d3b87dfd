import { readdirSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { type Diagnostic, diagnostic, WctError } from "../../../diagnostics/index.ts";
import { type FoundFile, type FoundServer, type FoundSource, namedSources } from "./data-source.ts";
import { databaseAddress, isUrl } from "./database-address.ts";
import { freeVariable, variableWith } from "./environment.ts";
import { fileKind } from "./file-kind.ts";
import { leftOutOf } from "./folder-left-out.ts";
import { type LeftOut, sortedLeftOut } from "./left-out.ts";
import { folderSource, kindsOfPaths, outputFolders, type SourceRequest, type SourceSearch } from "./request.ts";
import { searchFolder } from "./search-folder.ts";

interface Collected {
  /** By path, or by the address of a database. */
  readonly found: Map<string, FoundSource>;
  readonly leftOut: LeftOut[];
  readonly unusable: Diagnostic[];
}

/** Returns the data at the paths and addresses that the user names. Throws WCT_USAGE with every one that cannot be read. */
export function sourcesAt(request: SourceRequest): SourceSearch {
  const collected: Collected = { found: new Map(), leftOut: [], unusable: [] };
  for (const written of new Set(request.paths)) {
    if (isUrl(written)) addServer(written, request, collected);
    else addPath(written, request, collected);
  }
  const [first, ...rest] = collected.unusable;
  if (first !== undefined) throw new WctError([first, ...rest]);
  const named = [...collected.found.values()];
  const isRead = (path: string): boolean => named.some((one) => "path" in one && one.path === path);
  const leftOut = collected.leftOut.filter(({ path }) => !isRead(path));
  return { sources: namedSources(named), leftOut: sortedLeftOut(leftOut) };
}

function addServer(written: string, { env }: SourceRequest, { found, unusable }: Collected): void {
  const address = databaseAddress(written);
  if (!("kind" in address)) {
    unusable.push(address);
    return;
  }
  const { kind, database, shown, hasPassword } = address;
  // A shell replaces "$DATABASE_URL" by its value: such an address was not typed.
  const set = variableWith(env, written);
  const taken = new Set([...found.values()].flatMap((one) => ("variable" in one ? one.variable : [])));
  const variable = set ?? freeVariable(env, taken);
  const isSet = set !== undefined;
  const server: FoundServer = {
    kind,
    database,
    variable,
    address: isSet ? null : shown,
    hasPassword: hasPassword && !isSet,
  };
  found.set(written, server);
}

function addPath(written: string, request: SourceRequest, { found, leftOut, unusable }: Collected): void {
  const path = resolve(request.cwd, written);
  const kind = kindOf(path);
  if (kind === "sqlite" || kind === "sql_dump" || kind === "sql_script") {
    found.set(path, { kind: kind === "sqlite" ? kind : "sql_dump", path, toolFolders: [], packages: [] });
  } else if (kind === "folder") {
    const problem = folderProblem(path);
    if (problem !== undefined) {
      unusable.push(unusableAt(written, problem));
      return;
    }
    const search = searchFolder(path, outputFolders(request));
    const sources: readonly FoundFile[] = [folderSource(path, search), ...search.databases];
    for (const one of sources) found.set(one.path, one);
    leftOut.push(...leftOutOf(search, { top: path, sources }));
  } else unusable.push(unusableAt(written, kind));
}

type PathKind = ReturnType<typeof fileKind> | "folder" | "absent" | "special";
type Unusable = Exclude<PathKind, "sqlite" | "sql_dump" | "sql_script" | "folder"> | "emptyFolder";

/** Follows links, because the user names the path. */
function kindOf(path: string): PathKind {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return "absent";
    if (found.isDirectory()) return "folder";
    return found.isFile() ? fileKind(path) : "special";
  } catch {
    // A folder of the path forbids access, or a link is circular.
    return "unreadable";
  }
}

function folderProblem(folder: string): "emptyFolder" | "unreadable" | undefined {
  try {
    return readdirSync(folder).length === 0 ? "emptyFolder" : undefined;
  } catch {
    return "unreadable";
  }
}

const notADatabase = {
  is: "is neither a SQLite database, nor an SQL dump, nor a folder",
  hint: "name the folder that it is in",
};

const problems: Readonly<Record<Unusable, { readonly is: string; readonly hint: string }>> = {
  absent: { is: "does not exist", hint: `name ${kindsOfPaths}` },
  unreadable: { is: "cannot be read", hint: "check its permissions" },
  emptyFolder: { is: "is an empty folder", hint: "name a folder with files to read" },
  empty: { is: "is an empty file", hint: `name ${kindsOfPaths}` },
  pg_archive: {
    is: "is an archive of pg_dump",
    hint: "make SQL of it with `pg_restore --file=dump.sql ARCHIVE`, and name that",
  },
  readable: notADatabase,
  other: notADatabase,
  special: notADatabase,
};

function unusableAt(written: string, kind: Unusable): Diagnostic {
  const { is, hint } = problems[kind];
  return diagnostic("WCT_USAGE", { message: `"${written}" ${is}`, hint });
}
