import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import type { Placeholder, SourcedObject, ValuePath } from "../model.ts";
import { keyLocation, valueLocation } from "./override-location.ts";
import type { ConfigOverride } from "./parse-override.ts";

/** The value of an override, as written and with its placeholders substituted. */
export interface SourcedValue {
  readonly written: JsonValue;
  readonly resolved: JsonValue;
  readonly placeholders: readonly Omit<Placeholder, "location">[];
}

/**
 * Returns the path with an index wherever the configuration has a list; null if a part of it is below a value that has
 * no keys, or leaves a gap in a list. A key that does not exist yet is allowed.
 */
export function pathIn(object: JsonObject, path: ValuePath): ValuePath | null {
  let reached: JsonValue | undefined = object;
  const found: (string | number)[] = [];
  for (const key of path) {
    if (Array.isArray(reached)) {
      const index = typeof key === "number" || /^\d{1,9}$/.test(key) ? Number(key) : -1;
      if (index < 0 || index > reached.length) return null;
      found.push(index);
      reached = reached[index];
    } else if (reached === undefined || reached === null) {
      if (typeof key === "number" && key > 0) return null;
      found.push(key);
      reached = undefined;
    } else if (isJsonObject(reached)) {
      found.push(String(key));
      reached = Object.hasOwn(reached, key) ? reached[key] : undefined;
    } else return null;
  }
  return found;
}

/** Returns a configuration in which an override's value replaces the one at its path; `path` as `pathIn` returns it. */
export function overriddenObject(
  object: SourcedObject,
  {
    override,
    path,
    value,
  }: { readonly override: ConfigOverride; readonly path: ValuePath; readonly value: SourcedValue },
): SourcedObject {
  const isBelow = (one: ValuePath): boolean => path.every((key, at) => one[at] === key);
  const atValue = valueLocation(override);
  const atKey = keyLocation(override);
  const added = value.placeholders.map((one) => ({ ...one, path: [...path, ...one.path], location: atValue }));
  return {
    written: withValue(object.written, path, value.written) as JsonObject,
    resolved: withValue(object.resolved, path, value.resolved) as JsonObject,
    placeholders: [...object.placeholders.filter((one) => !isBelow(one.path)), ...added],
    unread: object.unread.filter((one) => !isBelow(one)),
    textAt: (one) => (isBelow(one) ? undefined : object.textAt(one)),
    hintAt: (one, type) => (isBelow(one) ? undefined : object.hintAt(one, type)),
    at: (one) => (isBelow(one) ? atValue : object.at(one)),
    keyAt: (one) => (isBelow(one) ? atKey : object.keyAt(one)),
  };
}

function withValue(within: JsonValue | undefined, path: ValuePath, value: JsonValue): JsonValue {
  const [key, ...below] = path;
  if (key === undefined) return value;
  if (Array.isArray(within) || (typeof key === "number" && !isJsonObject(within ?? null))) {
    const items = Array.isArray(within) ? [...within] : [];
    items[Number(key)] = withValue(items[Number(key)], below, value);
    return items;
  }
  const entries = isJsonObject(within ?? null) ? Object.entries(within as JsonObject) : [];
  const old = entries.find(([name]) => name === key)?.[1];
  const replaced = withValue(old, below, value);
  const isNew = !entries.some(([name]) => name === key);
  const all = entries.map(([name, one]): [string, JsonValue] => [name, name === key ? replaced : one]);
  return Object.fromEntries(isNew ? [...all, [String(key), replaced]] : all);
}
