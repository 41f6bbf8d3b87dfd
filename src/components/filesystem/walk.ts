import { type Dirent, lstatSync, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, sep } from "node:path";
import { type IgnoreChain, ignoringRule, type PathFilter, withIgnoreFile } from "./ignore-rules.ts";
import type { Notice } from "./notices.ts";

/**
 * A file to read. `path` is relative to the top folder and uses slashes, `real` is its actual path, `size` is in bytes.
 */
export interface WalkedFile {
  readonly kind: "file";
  readonly path: string;
  readonly real: string;
  readonly size: number;
}
/** A file or folder that a rule or the configuration leaves out. What is inside the folder is not known. */
export interface IgnoredEntry {
  readonly kind: "ignored";
  readonly isFolder: boolean;
  readonly by: "gitignore" | "exclude" | "include" | "repository";
  /** Says why, for people. */
  readonly cause: string;
}

type WalkEntry = WalkedFile | { readonly kind: "left_out"; readonly notice: Notice } | IgnoredEntry;

export interface WalkOptions {
  readonly filter: PathFilter;
  readonly respectGitignore: boolean;
  readonly followSymlinks: boolean;
}

interface Folder {
  /** Relative, with a trailing slash; empty at the top. */
  readonly base: string;
  readonly real: string;
  readonly chain: IgnoreChain;
}

interface Entry {
  readonly path: string;
  readonly real: string;
  readonly stat: Stats;
}

/**
 * Walks everything below an existing folder, in the code unit order of paths. Never leaves the folder and never loops.
 */
export function* walk(top: string, options: WalkOptions): Generator<WalkEntry, void, void> {
  const root = realpathSync(top);
  // Needed only when links are followed, because several links can lead to the same entry.
  const seen = options.followSymlinks ? new Set([root]) : undefined;
  yield* walkFolder({ base: "", real: root, chain: [] }, { ...options, root, seen });
}

type Walk = WalkOptions & { readonly root: string; readonly seen: Set<string> | undefined };

const leftOut = (what: string, reason: string): WalkEntry => ({ kind: "left_out", notice: { what, reason } });
const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown error";

function* walkFolder(folder: Folder, walking: Walk): Generator<WalkEntry, void, void> {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder.real, { withFileTypes: true });
  } catch (error) {
    yield leftOut(folder.base === "" ? "." : folder.base, `folder cannot be read (${codeOf(error)})`);
    return;
  }
  let chain = folder.chain;
  if (walking.respectGitignore && entries.some((entry) => entry.name === ".gitignore")) {
    const longer = withIgnoreFile(chain, folder.base, join(folder.real, ".gitignore"));
    if (longer === undefined)
      yield leftOut(`${folder.base}.gitignore`, "its patterns cannot be read and were not applied");
    else chain = longer;
  }
  for (const { name } of inPathOrder(entries, folder.real, walking)) {
    if (name === ".git") yield internals;
    else yield* visit(name, { ...folder, chain }, walking);
  }
}

/** What git keeps of a repository: the history of files, packed. */
const internals: IgnoredEntry = {
  kind: "ignored",
  isFolder: true,
  by: "repository",
  cause: "with the internals of a git repository",
};

// Folders sort by their name with a trailing slash, as their files do: "a-b" < "a/b" although "a" < "a-b".
function inPathOrder(entries: readonly Dirent[], folder: string, walking: Walk): { readonly name: string }[] {
  const isFolder = (entry: Dirent): boolean =>
    entry.isDirectory() ||
    (walking.followSymlinks && entry.isSymbolicLink() && leadsToFolder(join(folder, entry.name)));
  return entries
    .map((entry) => ({ name: entry.name, key: isFolder(entry) ? `${entry.name}/` : entry.name }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

function leadsToFolder(link: string): boolean {
  try {
    return statSync(link).isDirectory();
  } catch {
    // A broken or circular link. The notice is made when the entry is visited.
    return false;
  }
}

function* visit(name: string, folder: Folder, walking: Walk): Generator<WalkEntry, void, void> {
  const path = folder.base + name;
  const entry = resolveEntry(path, join(folder.real, name), walking);
  if ("kind" in entry) {
    const unwanted = unwantedBy(path, folder.chain, walking);
    yield unwanted === undefined ? entry : { ...unwanted, isFolder: false };
    return;
  }
  const pattern = entry.stat.isDirectory() ? `${path}/` : path;
  const isFolder = entry.stat.isDirectory();
  const unwanted = unwantedBy(pattern, folder.chain, walking);
  if (unwanted !== undefined) {
    yield { ...unwanted, isFolder };
  } else if (isFolder) {
    if (isNew(entry.real, walking))
      yield* walkFolder({ base: pattern, real: entry.real, chain: folder.chain }, walking);
    else yield leftOut(path, "symbolic link to a folder that is read already");
  } else if (walking.filter.isIncluded(path)) {
    yield fileAt(entry, walking);
  } else {
    yield { kind: "ignored", isFolder: false, by: "include", cause: 'not selected by the property "include"' };
  }
}

function fileAt({ path, real, stat }: Entry, walking: Walk): WalkEntry {
  if (!stat.isFile()) return leftOut(path, "not a regular file");
  if (!isNew(real, walking)) return leftOut(path, "same file as one that is read already");
  return { kind: "file", path, real, size: stat.size };
}

function unwantedBy(path: string, chain: IgnoreChain, { filter }: Walk): Omit<IgnoredEntry, "isFolder"> | undefined {
  const excluded = filter.excludedBy(path);
  if (excluded !== undefined) {
    const cause = `left out by the pattern ${shownPattern(excluded)} of the property "exclude"`;
    return { kind: "ignored", by: "exclude", cause };
  }
  const rule = ignoringRule(chain, path);
  if (rule === undefined) return undefined;
  return {
    kind: "ignored",
    by: "gitignore",
    cause: `ignored by the rule ${shownPattern(rule.pattern)} of ${rule.file}`,
  };
}

const shownPattern = (pattern: string): string => `"${pattern.trim()}"`;

function isNew(real: string, { seen }: Walk): boolean {
  if (seen === undefined) return true;
  if (seen.has(real)) return false;
  seen.add(real);
  return true;
}

function resolveEntry(path: string, place: string, walking: Walk): Entry | WalkEntry {
  try {
    const stat = lstatSync(place);
    if (!stat.isSymbolicLink()) return { path, real: place, stat };
    if (!walking.followSymlinks) return leftOut(path, "symbolic link, not followed");
    const real = realpathSync(place);
    if (!real.startsWith(walking.root.endsWith(sep) ? walking.root : walking.root + sep) && real !== walking.root) {
      return leftOut(path, "symbolic link that leaves the folder");
    }
    return { path, real, stat: statSync(real) };
  } catch (error) {
    // Node replaces the invalid bytes of a name that is not UTF-8, so the path does not exist.
    const why = path.includes("\uFFFD") ? "its name is not UTF-8" : codeOf(error);
    return leftOut(path, `cannot be read (${why})`);
  }
}
