import { type Dirent, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FoundFile } from "./data-source.ts";
import { type FileKind, fileKind } from "./file-kind.ts";
import { maxDatabases, maxFiles, maxLevels, maxScripts, type Reason } from "./left-out.ts";
import { skippedNames } from "./skipped-names.ts";

/** What is in a folder, down to a limited depth. Paths are absolute. */
export interface FolderSearch {
  readonly databases: readonly FoundFile[];
  /** Texts, documents and other files that a folder is read as. */
  readonly readable: readonly string[];
  readonly leftOut: readonly { readonly path: string; readonly reason: Reason }[];
  /** Folders that were not searched, or not completely. */
  readonly unsearched: readonly string[];
  /** Names of the `.gitignore` files on the way. */
  readonly ignoreFiles: readonly string[];
}

interface Searching {
  readonly outputs: ReadonlySet<string>;
  readonly databases: FoundFile[];
  readonly readable: string[];
  readonly leftOut: { readonly path: string; readonly reason: Reason }[];
  readonly unsearched: string[];
  readonly ignoreFiles: string[];
  files: number;
}

interface Level {
  readonly path: string;
  readonly depth: number;
}

/** Searches a folder level by level, so that the limits cut off what is deepest. Never throws. */
export function searchFolder(top: string, outputs: ReadonlySet<string>): FolderSearch {
  const found: Searching = {
    ...{ outputs, databases: [], readable: [], leftOut: [], unsearched: [], ignoreFiles: [] },
    files: 0,
  };
  const waiting: Level[] = [{ path: top, depth: 0 }];
  for (let level = waiting.shift(); level !== undefined; level = waiting.shift()) {
    waiting.push(...searchLevel(level, found));
  }
  return found;
}

/** Returns the folders to search next. */
function searchLevel({ path, depth }: Level, found: Searching): readonly Level[] {
  const leaveOut = (at: string, reason: Reason): void => void found.leftOut.push({ path: at, reason });
  if (found.files >= maxFiles || depth > maxLevels) {
    leaveUnsearched(path, depth > maxLevels ? "deep" : "budget", found);
    return [];
  }
  const entries = entriesOf(path);
  if (entries === undefined) {
    leaveOut(path, "unreadable");
    return [];
  }
  const folders: Level[] = [];
  let isComplete = true;
  const kinds = new Map<string, FileKind>();
  for (const entry of entries) {
    const at = join(path, entry.name);
    const reason = skipReason(entry, at, found);
    if (reason !== undefined && reason !== "untold") leaveOut(at, reason);
    if (reason !== undefined) continue;
    if (entry.isDirectory()) folders.push({ path: at, depth: depth + 1 });
    else if (found.files >= maxFiles) isComplete = false;
    else {
      found.files += 1;
      kinds.set(at, fileKind(at));
    }
  }
  if (!isComplete) leaveUnsearched(path, "budget", found);
  sortFiles(kinds, found);
  return folders;
}

function leaveUnsearched(folder: string, reason: Reason, { unsearched, leftOut }: Searching): void {
  unsearched.push(folder);
  leftOut.push({ path: folder, reason });
}

/** Returns why an entry is not looked at; `untold` for what needs no line, such as files that wct wrote. */
function skipReason(entry: Dirent, path: string, found: Searching): Reason | "untold" | undefined {
  const { name } = entry;
  if (skippedNames.isOwn(name)) return "untold";
  if (name === ".gitignore") {
    found.ignoreFiles.push(path);
    return "untold";
  }
  // Node replaces the invalid bytes of a name, so the path does not exist.
  if (name.includes("\uFFFD")) return "unreadableName";
  if (skippedNames.isHidden(name)) return "hidden";
  if (entry.isSymbolicLink()) return "link";
  if (!entry.isDirectory()) return entry.isFile() ? undefined : "special";
  if (found.outputs.has(path))
    return entriesOf(dirname(path))?.some((one) => one.name === ".wct") ? "untold" : "outputs";
  return skippedNames.isTool(name) ? "tools" : undefined;
}

/** Sorts the files of one folder into databases, files to read, and those that are left out. */
function sortFiles(kinds: ReadonlyMap<string, FileKind>, found: Searching): void {
  const scripts = [...kinds.values()].filter((kind) => kind === "sql_script").length;
  for (const [path, kind] of kinds) {
    if (kind === "sqlite" || kind === "sql_dump" || (kind === "sql_script" && scripts <= maxScripts)) {
      addDatabase({ kind: kind === "sqlite" ? kind : "sql_dump", path, toolFolders: [], packages: [] }, found);
    } else if (kind === "readable" || kind === "sql_script") {
      found.readable.push(path);
      if (kind === "sql_script") found.leftOut.push({ path, reason: "scripts" });
    } else if (!isSidecar(path, kinds)) found.leftOut.push({ path, reason: leftOutKinds[kind] });
  }
}

const leftOutKinds = { pg_archive: "archive", empty: "empty", other: "noFormat", unreadable: "unreadable" } as const;

function addDatabase(database: FoundFile, { databases, leftOut }: Searching): void {
  if (databases.length < maxDatabases) databases.push(database);
  else leftOut.push({ path: database.path, reason: "tooMany" });
}

/** SQLite keeps files beside a database, which belong to it. */
function isSidecar(path: string, kinds: ReadonlyMap<string, FileKind>): boolean {
  const database = /^(.+)-(?:wal|shm|journal)$/s.exec(path)?.[1];
  return database !== undefined && kinds.get(database) === "sqlite";
}

function entriesOf(folder: string): readonly Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return undefined;
  }
}
