import { closeSync, type Dirent, openSync, readdirSync, readSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { type Diagnostic, diagnostic, WctError } from "../../diagnostics/index.ts";
import { artifactIds } from "./names.ts";

/** Data that is there, with the id of the artifact that reads it. */
export interface DataSource {
  readonly kind: "sqlite" | "filesystem";
  /** Absolute. */
  readonly path: string;
  readonly artifact: string;
}

type Found = Omit<DataSource, "artifact">;
type NoSource = "absent" | "unreadable" | "other";

/** The sources that paths name. Throws WCT_USAGE with every path that is neither a database nor a folder. */
export function namedSources(cwd: string, paths: readonly string[]): readonly DataSource[] {
  const unusables: Diagnostic[] = [];
  const found = new Map<string, Found>();
  for (const written of paths) {
    const path = resolve(cwd, written);
    const kind = kindOf(path);
    if (kind === "sqlite" || kind === "filesystem") found.set(path, { kind, path });
    else unusables.push(unusable(written, kind));
  }
  const [first, ...rest] = unusables;
  if (first !== undefined) throw new WctError([first, ...rest]);
  return named([...found.values()]);
}

const problems: Readonly<Record<NoSource, { readonly is: string; readonly hint: string }>> = {
  absent: { is: "is not there", hint: "name a SQLite file or a folder" },
  unreadable: { is: "cannot be read", hint: "check its permissions" },
  other: { is: "is neither a SQLite database nor a folder", hint: "name the folder that it is in" },
};

function unusable(written: string, kind: NoSource): Diagnostic {
  const { is, hint } = problems[kind];
  return diagnostic("WCT_USAGE", { message: `"${written}" ${is}`, hint });
}

/** The databases and texts below a folder; the folder itself when there is nothing. */
export function discoveredSources(cwd: string): readonly DataSource[] {
  const entries = visible(cwd);
  const databases = [cwd, ...folders(cwd, entries)].flatMap(databasesIn);
  const texts: Found[] = entries.some((entry) => entry.isFile() && isText(join(cwd, entry.name)))
    ? [{ kind: "filesystem", path: cwd }]
    : folders(cwd, entries)
        .filter((folder) => holdsText(folder, 3))
        .map((path) => ({ kind: "filesystem", path }));
  const found = [...databases, ...texts];
  return named(found.length === 0 ? [{ kind: "filesystem", path: cwd }] : found);
}

function named(found: readonly Found[]): readonly DataSource[] {
  const ids = artifactIds(
    found.map(({ kind, path }) =>
      kind === "sqlite"
        ? { name: basename(path).replace(/\.[^.]*$/, ""), fallback: "database" }
        : { name: basename(path), fallback: "files" },
    ),
  );
  return found.map((one, index) => ({ ...one, artifact: ids[index] ?? one.kind }));
}

// What tools write, and what wct itself writes, is no data of the organisation's.
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
    // A folder that may not be read has nothing to propose.
    return [];
  }
}

const folders = (folder: string, entries: readonly Dirent[]): readonly string[] =>
  entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));

const databasesIn = (folder: string): readonly Found[] =>
  visible(folder)
    .filter((entry) => entry.isFile())
    .map((entry) => join(folder, entry.name))
    .filter((path) => kindOf(path) === "sqlite")
    .map((path) => ({ kind: "sqlite", path }));

function holdsText(folder: string, depth: number): boolean {
  const entries = visible(folder);
  if (entries.some((entry) => entry.isFile() && isText(join(folder, entry.name)))) return true;
  return depth > 1 && folders(folder, entries).some((inner) => holdsText(inner, depth - 1));
}

function kindOf(path: string): Found["kind"] | NoSource {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return "absent";
    if (found.isDirectory()) return "filesystem";
    if (!found.isFile()) return "other";
    // An empty file is an empty database to SQLite.
    if (found.size === 0) return /\.(?:db|sqlite3?)$/i.test(path) ? "sqlite" : "other";
    return beginning(path).toString("latin1").startsWith("SQLite format 3\0") ? "sqlite" : "other";
  } catch {
    // No permission on the way, or a link that leads in a circle.
    return "unreadable";
  }
}

// What cannot be read is no text either.
function isText(path: string): boolean {
  try {
    const bytes = beginning(path);
    return bytes.length > 0 && !bytes.includes(0);
  } catch {
    return false;
  }
}

function beginning(path: string): Buffer {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(1024);
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(file);
  }
}
