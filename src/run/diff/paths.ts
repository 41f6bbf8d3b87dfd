import { isJsonObject, type JsonValue } from "../../domain/index.ts";
import { canonicalText } from "./canonical.ts";

/** Below this depth, and for more differences, the paths would say less than the configuration itself. */
export const changedPathsAtMost = { depth: 4, most: 8 };

/**
 * Returns the paths at which two values differ, such as `activities[2].name`, down to `depth` and at most `most`. Never
 * returns the values.
 */
export function differingPaths(
  before: JsonValue,
  after: JsonValue,
  { depth, most }: { readonly depth: number; readonly most: number },
): readonly string[] {
  const paths: string[] = [];
  const walk = (a: JsonValue | undefined, b: JsonValue | undefined, path: string, left: number): void => {
    if (paths.length >= most) return;
    if (a !== undefined && b !== undefined && canonicalText(a) === canonicalText(b)) return;
    const keys = left > 0 ? keysOf(a, b) : null;
    if (keys === null) paths.push(path === "" ? "$" : path);
    else for (const key of keys) walk(childOf(a, key), childOf(b, key), joined(path, key), left - 1);
  };
  walk(before, after, "", depth);
  return paths;
}

type Key = string | number;

/** Returns the keys of both values if they are of the same kind; null otherwise. */
function keysOf(a: JsonValue | undefined, b: JsonValue | undefined): readonly Key[] | null {
  if (Array.isArray(a) && Array.isArray(b)) return [...Array(Math.max(a.length, b.length)).keys()];
  if (isJsonObject(a) && isJsonObject(b)) return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return null;
}

function childOf(value: JsonValue | undefined, key: Key): JsonValue | undefined {
  if (typeof key === "number") return Array.isArray(value) ? value[key] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

const joined = (path: string, key: Key): string =>
  typeof key === "number" ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
