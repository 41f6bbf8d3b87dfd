import { closeSync, type Dirent, openSync, readdirSync, readSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { type Diagnostic, diagnostic, WctError, wctError } from "../../diagnostics/index.ts";
import { artifactIds } from "./names.ts";

/** Existing data, with the id of the artifact that reads it. */
export interface DataSource {
  readonly kind: "sqlite" | "filesystem";
  /** Absolute path. */
  readonly path: string;
  readonly artifact: string;
}

type FoundSource = Omit<DataSource, "artifact">;
type NoSource = "absent" | "unreadable" | "empty" | "other";

/** Returns the sources at the paths. Throws WCT_USAGE with every path that is neither a database nor a folder. */
export function namedSources(cwd: string, paths: readonly string[]): readonly DataSource[] {
  const unusables: Diagnostic[] = [];
  const found = new Map<string, FoundSource>();
  for (const written of paths) {
    const path = resolve(cwd, written);
    const kind = kindOf(path);
    if (kind !== "sqlite" && kind !== "filesystem") {
      unusables.push(unusable(written, kind));
      continue;
    }
    found.set(path, { kind, path });
    if (kind === "sqlite") continue;
    if (entriesOf(path).length === 0) unusables.push(unusable(written, "empty"));
    // A folder is read as texts; databases in it are separate sources.
    for (const one of databasesIn(path)) found.set(one.path, one);
  }
  const [first, ...rest] = unusables;
  if (first !== undefined) throw new WctError([first, ...rest]);
  return named([...found.values()]);
}

const problems: Readonly<Record<NoSource, { readonly is: string; readonly hint: string }>> = {
  absent: { is: "does not exist", hint: "name a SQLite file or a folder" },
  unreadable: { is: "cannot be read", hint: "check its permissions" },
  empty: { is: "is an empty folder", hint: "name a folder with files to read" },
  other: { is: "is neither a SQLite database nor a folder", hint: "name the folder that it is in" },
};

function unusable(written: string, kind: NoSource): Diagnostic {
  const { is, hint } = problems[kind];
  return diagnostic("WCT_USAGE", { message: `"${written}" ${is}`, hint });
}

/**
 * Returns the databases and texts below a folder, or the folder itself if it contains something else. Throws WCT_USAGE
 * if it is empty.
 */
export function discoveredSources(cwd: string): readonly DataSource[] {
  const entries = visible(cwd);
  const databases = [cwd, ...folders(cwd, entries)].flatMap(databasesIn);
  const texts: FoundSource[] = entries.some((entry) => entry.isFile() && isText(join(cwd, entry.name)))
    ? [{ kind: "filesystem", path: cwd }]
    : folders(cwd, entries)
        .filter((folder) => containsText(folder, 3))
        .map((path) => ({ kind: "filesystem", path }));
  const found = [...databases, ...texts];
  if (entries.length === 0) throw emptyFolderError();
  return named(found.length === 0 ? [{ kind: "filesystem", path: cwd }] : found);
}

const emptyFolderError = (): WctError =>
  wctError("WCT_USAGE", {
    message: "there are no SQLite files or folders to read here",
    hint: "name SQLite files or folders to read: `wct init ./shop.db ./exports`",
  });

function named(found: readonly FoundSource[]): readonly DataSource[] {
  const ids = artifactIds(
    found.map(({ kind, path }) =>
      kind === "sqlite"
        ? { name: basename(path).replace(/\.[^.]*$/, ""), fallback: "database" }
        : { name: basename(path), fallback: "files" },
    ),
  );
  return found.map((one, index) => ({ ...one, artifact: ids[index] ?? one.kind }));
}

// Files that tools and wct itself write are not data of the organisation.
const leftOut = new Set(["node_modules", "outputs", "dist"]);
const ownFiles = new Set(["wct.yaml", "runbook.yaml", "organisation.yaml"]);

function visible(folder: string): readonly Dirent[] {
  return entriesOf(folder)
    .filter(({ name }) => !name.startsWith(".") && !leftOut.has(name) && !name.includes("\uFFFD"))
    .filter(({ name }) => !ownFiles.has(name) && !name.endsWith(".schema.json"))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // An unreadable folder has nothing to propose.
    return [];
  }
}

const folders = (folder: string, entries: readonly Dirent[]): readonly string[] =>
  entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));

const databasesIn = (folder: string): readonly FoundSource[] =>
  visible(folder)
    .filter((entry) => entry.isFile())
    .map((entry) => join(folder, entry.name))
    .filter((path) => kindOf(path) === "sqlite")
    .map((path) => ({ kind: "sqlite", path }));

function containsText(folder: string, depth: number): boolean {
  const entries = visible(folder);
  if (entries.some((entry) => entry.isFile() && isText(join(folder, entry.name)))) return true;
  return depth > 1 && folders(folder, entries).some((inner) => containsText(inner, depth - 1));
}

function kindOf(path: string): FoundSource["kind"] | NoSource {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return "absent";
    if (found.isDirectory()) return "filesystem";
    if (!found.isFile()) return "other";
    // SQLite treats an empty file as an empty database.
    if (found.size === 0) return /\.(?:db|sqlite3?)$/i.test(path) ? "sqlite" : "other";
    return readBeginning(path).toString("latin1").startsWith("SQLite format 3\0") ? "sqlite" : "other";
  } catch {
    // A folder of the path forbids access, or a link is circular.
    return "unreadable";
  }
}

// An unreadable file is not text.
function isText(path: string): boolean {
  try {
    const bytes = readBeginning(path);
    return bytes.length > 0 && !bytes.includes(0);
  } catch {
    return false;
  }
}

function readBeginning(path: string): Buffer {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(1024);
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(file);
  }
}
