import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { matchesGlob } from "../../run/index.ts";

/**
 * Returns whether a pattern names a location or what contains it: a database, schema, table, file, archive or folder.
 * Letter case does not matter. As in `.gitignore`, a pattern without a slash also matches the name of a file or folder
 * at any depth.
 */
export function isAt(element: JsonValue, place: string, pattern: string): boolean {
  const wanted = pattern.replace(/(?<=.)\/$/, "").toLowerCase();
  const names = [place, ...locationNames(element, { withParts: !wanted.includes("/") })];
  return names.some((name) => matchesGlob(name.toLowerCase(), wanted));
}

/**
 * Returns the names of a location and of what contains it. With parts, the names of a file and of its folders are among
 * them without what comes before.
 */
export function locationNames(element: JsonValue, { withParts }: { readonly withParts: boolean }): readonly string[] {
  const locator = locatorOf(element);
  return [...tableNames(locator), ...pathNames(locator, withParts)];
}

/** Returns a key that locations in the same table or file share; null without a location. */
export function entityOf(element: JsonValue): string | null {
  const { path, database, schema, table } = locatorOf(element);
  if (typeof path === "string") return path;
  return typeof table === "string" ? JSON.stringify([database, schema, table]) : null;
}

function locatorOf(element: JsonValue): JsonObject {
  return isJsonObject(element) && isJsonObject(element["locator"]) ? element["locator"] : {};
}

/** Returns the names of a column and of what contains it, with and without what they begin with. */
function tableNames(locator: JsonObject): readonly string[] {
  const part = (key: string): readonly string[] => (typeof locator[key] === "string" ? [locator[key]] : []);
  const [database, schema, table, column] = [part("database"), part("schema"), part("table"), part("column")];
  if (database.length === 0 && table.length === 0) return [];
  const inTable = [table, [...table, ...column]];
  const prefixes = [[], database, schema, [...database, ...schema]];
  const names = [...prefixes, ...inTable.flatMap((names) => prefixes.map((prefix) => [...prefix, ...names]))];
  return names.map((parts) => parts.join(".")).filter((name) => name !== "");
}

/** Between the path of a file and the path inside it. */
const inside = " › ";

function pathNames({ path }: JsonObject, withParts: boolean): readonly string[] {
  if (typeof path !== "string") return [];
  const parts = path.split(/(\/| › )/);
  const leading = parts.flatMap((_, at) => (at % 2 === 0 ? [parts.slice(0, at + 1).join("")] : []));
  return withParts ? [...leading, ...parts.filter((part) => part !== "/" && part !== inside)] : leading;
}
