import { readdirSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { nearest, pathHint, type WctError, wctError } from "../diagnostics/index.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../domain/index.ts";
import { type FoundPath, findPath, readRegularFile } from "../files/index.ts";
import type { NamedPlugin } from "./model.ts";

/** The location of a plugin's code. Symbolic links are resolved, so that each module has a single URL. */
export interface PluginPlace {
  /** Path of the module whose default export is the plugin. */
  readonly entry: string;
  /** The folder of its package; null if the plugin is a single file. */
  readonly folder: string | null;
}

const packageName = /^(?:@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*$/i;

/**
 * Finds the module of a plugin. An existing file comes first; then a package of this name in `node_modules`, from the
 * naming folder upwards; anything else is a path. Throws WCT_PLUGIN_NOT_FOUND.
 */
export function locatePlugin(named: NamedPlugin): PluginPlace {
  const { written, folder } = named;
  const path = resolve(folder, written);
  const { kind, what } = findPath(path);
  if (kind === "file") return { entry: realpathSync(path), folder: null };
  if (!/^\.{0,2}\//.test(`${written}/`) && !isAbsolute(written) && packageName.test(written)) {
    const installed = installedPackage(folder, written);
    if (installed !== undefined) return inFolder(named, installed);
    throw notInstalled(named, kind);
  }
  if (kind === "folder") return inFolder(named, path);
  if (kind === "other") throw notFound(named, what, "name a file, a folder or an installed package");
  throw missing(named, path);
}

function installedPackage(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, "node_modules", name);
    if (kindOf(found) === "folder") return found;
    if (dirname(folder) === folder) return undefined;
  }
}

function inFolder(named: NamedPlugin, folder: string): PluginPlace {
  const real = realpathSync(folder);
  const manifest = manifestOf(named, real);
  const stated = manifest === null ? undefined : statedEntry(manifest);
  for (const candidate of stated === undefined ? ["index.js", "index.mjs", "index.ts"] : [stated]) {
    const entry = resolve(real, candidate);
    if (kindOf(entry) === "file") return { entry: realpathSync(entry), folder: manifest === null ? null : real };
  }
  if (stated === undefined) {
    throw notFound(named, "has neither a package.json that names its module nor an index.js", "add one of them");
  }
  throw notFound(
    named,
    `is not complete: its package.json names "${stated}", which does not exist`,
    `build it: \`npm install && npm run build\` in its folder`,
  );
}

const maxManifestBytes = 1024 * 1024;

function manifestOf(named: NamedPlugin, folder: string): JsonObject | null {
  const path = join(folder, "package.json");
  if (kindOf(path) !== "file") return null;
  try {
    const manifest: unknown = JSON.parse(readRegularFile(path, maxManifestBytes).toString("utf8"));
    if (isJsonObject(manifest)) return manifest;
  } catch (cause) {
    throw notFound(named, "has a package.json that cannot be read", "correct the file", cause);
  }
  throw notFound(named, "has a package.json that is not an object", "correct the file");
}

/**
 * Returns the module that a package's manifest declares for `import`. Implements the part of Node's rules that a plugin
 * needs.
 */
function statedEntry({ exports, main }: JsonObject): string | undefined {
  if (exports !== undefined) {
    const root = isJsonObject(exports) && Object.hasOwn(exports, ".") ? exports["."] : exports;
    return conditional(root);
  }
  return typeof main === "string" ? main : undefined;
}

const conditions = new Set(["node", "import", "module-sync", "default"]);

function conditional(target: JsonValue | undefined): string | undefined {
  if (typeof target === "string") return target;
  if (Array.isArray(target)) return target.map(conditional).find((one) => one !== undefined);
  if (!isJsonObject(target)) return undefined;
  // The first matching condition with a result, in the order of the file.
  for (const [condition, value] of Object.entries(target)) {
    const found = conditions.has(condition) ? conditional(value) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function notInstalled(named: NamedPlugin, kind: Exclude<FoundPath["kind"], "file">): WctError {
  const { written, folder } = named;
  if (kind === "folder") return notFound(named, "is not an installed package", `write "./${written}" for the folder`);
  const near = nearest(written, installedNames(folder));
  const hint = near === undefined ? `install it with \`npm install ${written}\`` : `write "${near}"`;
  return notFound(named, "is not installed", `${hint}; a path begins with ./`);
}

function installedNames(from: string): readonly string[] {
  const names: string[] = [];
  for (let folder = from; ; folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    for (const name of entriesOf(modules)) {
      if (name.startsWith("@")) names.push(...entriesOf(join(modules, name)).map((inner) => `${name}/${inner}`));
      else if (!name.startsWith(".")) names.push(name);
    }
    if (dirname(folder) === folder) return names;
  }
}

function missing(named: NamedPlugin, path: string): WctError {
  const name = path.slice(dirname(path).length).replace(/^[\\/]/, "");
  const near = nearest(name, entriesOf(dirname(path)));
  const from = named.location === null ? "the current folder" : `the folder of ${named.location.file}`;
  const hint =
    near === undefined
      ? (pathHint(named.written) ?? "correct the path")
      : `write "${named.written.slice(0, -name.length)}${near}"`;
  return notFound(named, "does not exist", `${hint}; it is relative to ${from}`);
}

function notFound(named: NamedPlugin, problem: string, hint: string, cause?: unknown): WctError {
  return wctError("WCT_PLUGIN_NOT_FOUND", {
    message: `plugin "${named.written}" ${problem}`,
    hint,
    location: named.location ?? undefined,
    cause,
  });
}

const kindOf = (path: string): FoundPath["kind"] => findPath(path).kind;

/** Returns no entries for a missing or unreadable folder. */
function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}
