import { basename, dirname, resolve } from "node:path";
import { isMap } from "yaml";
import { findPath } from "../../files/index.ts";
import { shellWord } from "../../render/index.ts";
import { type ComponentEntry, propertiesOf } from "./component-entry.ts";
import { type MigrationEditor, quoted, type YamlEntry } from "./editor.ts";
import { migratePath, type PathContext } from "./paths.ts";

type ConnectorEntry = ComponentEntry & { readonly type: YamlEntry };

/** Migrates a connector. Connectors that wct does not have stay as they are, with advice. */
export function migrateConnector(editor: MigrationEditor, place: ConnectorEntry, context: PathContext): void {
  const { component, type } = place;
  switch (editor.plain(type)) {
    case "filesystem":
      migrateFilesystem(editor, propertiesOf(editor, component), context);
      break;
    case "sqlite":
      migrateDatabase(editor, component, { database_path: "SQLITE_DATABASE_PATH" });
      migratePathOf(editor, propertiesOf(editor, component), "database_path", context);
      break;
    case "mysql":
      migrateDatabase(editor, component, {
        ...{ host: "MYSQL_HOST", user: "MYSQL_USER", password: "MYSQL_PASSWORD", database: "MYSQL_DATABASE" },
      });
      break;
    case "github":
      migrateGithub(editor, place);
      break;
    case "mongodb":
      editor.ask(
        type,
        'wct has no connector "mongodb"',
        "export each collection as JSON lines into a folder (mongoexport) and read it with the connector filesystem, or write a plugin",
      );
      break;
    default:
  }
}

const renamed: Readonly<Record<string, string>> = { include_patterns: "include", exclude_patterns: "exclude" };

function renamePatterns(editor: MigrationEditor, entry: YamlEntry): void {
  const key = renamed[entry.key];
  if (key !== undefined) editor.rename(entry, key, `"${entry.key}" is now "${key}"`);
}

function migrateFilesystem(editor: MigrationEditor, properties: YamlEntry | undefined, context: PathContext): void {
  for (const entry of editor.entries(properties?.pair.value, properties ?? null)) {
    renamePatterns(editor, entry);
    if (entry.key === "chunk_size") editor.remove(entry, 'removed "chunk_size": files are read as streams');
    else if (entry.key === "errors") migrateErrors(editor, entry);
  }
  migratePathOf(editor, properties, "path", context);
  if (properties !== undefined) migrateSingleFile(editor, properties, context);
}

/** What happens to bytes that are invalid in the encoding. */
const decoding: Readonly<Record<string, string>> = { strict: "fail", replace: "replace", ignore: "replace" };

function migrateErrors(editor: MigrationEditor, entry: YamlEntry): void {
  const value = String(editor.plain(entry));
  const now = decoding[value];
  if (now === undefined) return;
  editor.rename(entry, "on_decode_error", `"errors: ${value}" is now "on_decode_error: ${now}"`);
  if (now !== value) editor.setScalar(entry.pair.value, now, `"${value}" is now "${now}"`);
}

/** The path could be that of a single file; in wct it is a folder. */
function migrateSingleFile(editor: MigrationEditor, properties: YamlEntry, { folder }: PathContext): void {
  const entry = editor.entry(properties.pair.value, "path", properties);
  const path = entry === undefined ? undefined : editor.plain(entry);
  if (entry === undefined || typeof path !== "string" || findPath(resolve(folder, path)).kind !== "file") return;
  editor.setScalar(entry.pair.value, dirname(path), `the path of a file is now that of its folder, with "include"`);
  const include = editor.entry(properties.pair.value, "include", properties);
  if (include === undefined && isMap(entry.map)) {
    editor.add(entry.map, "include", editor.document.createNode([basename(path)], { flow: true }), entry.pair);
  }
}

function migratePathOf(
  editor: MigrationEditor,
  properties: YamlEntry | undefined,
  key: string,
  context: PathContext,
): void {
  const entry = editor.entry(properties?.pair.value, key, properties ?? null);
  if (entry !== undefined) migratePath(editor, { ...entry, node: entry.pair.value }, context);
}

const unusedOfMysql: Readonly<Record<string, string>> = {
  charset: "texts are always read as Unicode",
  autocommit: "everything is read in one read-only transaction",
};

/** Properties that are missing came from variables, and a password may not be written in a runbook. */
function migrateDatabase(
  editor: MigrationEditor,
  component: YamlEntry,
  variables: Readonly<Record<string, string>>,
): void {
  const known = propertiesOf(editor, component);
  const map = known === undefined ? undefined : editor.resolve(known.pair.value);
  for (const entry of editor.entries(map, known ?? null)) {
    const why = unusedOfMysql[entry.key];
    if (why !== undefined) editor.remove(entry, `removed "${entry.key}": ${why}`);
    if (entry.key === "password") migratePassword(editor, entry);
  }
  const missing = Object.entries(variables).filter(([key]) => editor.entry(map, key, null) === undefined);
  if (missing.length === 0) return;
  const added = missing.map(([key, variable]) => [key, quoted(`\${${variable}}`)] as const);
  editor.changed(`the variables ${missing.map(([, variable]) => variable).join(", ")} are now named`, component);
  if (isMap(map)) for (const [key, value] of added) editor.add(map, key, value);
  else if (isMap(editor.resolve(component.pair.value))) {
    const whole = editor.resolve(component.pair.value);
    const empty = editor.entry(whole, "properties", component);
    if (empty !== undefined) editor.remove(empty, null);
    if (isMap(whole)) editor.add(whole, "properties", editor.document.createNode(Object.fromEntries(added)));
  }
}

function migratePassword(editor: MigrationEditor, entry: YamlEntry): void {
  const value = editor.plain(entry);
  if (value === null || /^(?:\$\{[A-Za-z_][A-Za-z0-9_]*\})+$/.test(String(value))) return;
  editor.ask(
    entry,
    "the password was written in the runbook",
    "set the variable MYSQL_PASSWORD, and change the password",
  );
  editor.changed("the password is now a variable", entry);
  entry.pair.value = quoted("${MYSQL_PASSWORD}");
}

const unusedOfGithub = ["clone_strategy", "clone_timeout", "auth_method", "repository", "ref"];

/** wct reads a clone like any other folder. */
function migrateGithub(editor: MigrationEditor, { component, type }: ConnectorEntry): void {
  const properties = propertiesOf(editor, component);
  const repository = editor.entry(properties?.pair.value, "repository", properties ?? null);
  const ref = editor.entry(properties?.pair.value, "ref", properties ?? null);
  const named = repository === undefined ? "" : String(editor.plain(repository));
  const folder = `./${named.split("/").at(-1) || "repository"}`;
  const at = ref === undefined ? "" : ` --branch ${shellWord(String(editor.plain(ref)))}`;
  editor.ask(
    type,
    'wct has no connector "github"; the artifact reads a clone',
    `run \`git clone${at} ${shellWord(`https://github.com/${named}`)} ${shellWord(folder)}\` next to this file before a run`,
  );
  editor.setScalar(type.pair.value, "filesystem", 'connector "github" is now "filesystem"');
  const map = properties === undefined ? undefined : editor.resolve(properties.pair.value);
  for (const entry of editor.entries(map, properties ?? null)) {
    renamePatterns(editor, entry);
    if (unusedOfGithub.includes(entry.key)) editor.remove(entry, `removed "${entry.key}"`);
  }
  if (isMap(map)) map.items.unshift(editor.document.createPair("path", folder));
}
