import { nearest } from "../../diagnostics/index.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import type { ValuePath, WantedType } from "../../runbook/index.ts";
import { allowsKey, childShapes, knownKeys, rootShapes, type Shapes } from "./config-shape.ts";

/** Mistakes that have already been reported. */
interface Reported {
  /** Paths of values that could not be read as intended. */
  readonly unread: readonly ValuePath[];
  /** Paths of the known keys that misspelled keys probably mean. */
  readonly misspelt: readonly ValuePath[];
}

/**
 * Returns a check whether an issue only follows from a mistake that was already reported. Such an issue is about a
 * value that is partly unread, or about a key that is missing because it was misspelled or because part of its mapping
 * is unread.
 */
export function consequencesOf({ unread, misspelt }: Reported) {
  const unreadPlaces = new Set(unread.map((path) => JSON.stringify(path)));
  const aboveUnread = prefixes(unread);
  const aboveMisspelt = prefixes(misspelt);
  return (path: ValuePath, { isMissing }: { readonly isMissing: boolean }): boolean => {
    const place = JSON.stringify(path);
    if (aboveMisspelt.has(place)) return true;
    return isMissing ? unreadPlaces.has(JSON.stringify(path.slice(0, -1))) : aboveUnread.has(place);
  };
}

/** Returns the JSON texts of the paths and of all their prefixes. */
function prefixes(paths: readonly ValuePath[]): ReadonlySet<string> {
  return new Set(
    paths.flatMap((path) => [...path.keys(), path.length].map((end) => JSON.stringify(path.slice(0, end)))),
  );
}

/** Returns the paths of the known keys that misspelled keys probably mean. */
export function misspeltPaths(root: JsonObject, value: JsonValue): readonly ValuePath[] {
  const of = (at: JsonValue, shapes: Shapes, path: ValuePath): ValuePath[] => {
    const below = (child: JsonValue, key: string | number) => of(child, childShapes(root, shapes, key), [...path, key]);
    if (Array.isArray(at)) return at.flatMap(below);
    if (!isJsonObject(at)) return [];
    return Object.entries(at).flatMap(([key, child]) => {
      if (allowsKey(shapes, key)) return below(child, key);
      const meant = nearest(key, knownKeys(shapes));
      return meant === undefined ? [] : [[...path, meant]];
    });
  };
  return of(value, rootShapes(root), []);
}

/** Suggests how to write what was meant, based on the type that a validator expected. */
export function hintForText(text: string, hintFor: (type: WantedType) => string | undefined): string | undefined {
  switch (/^expected (string|number|int|boolean|array)\b/.exec(text)?.[1]) {
    case "string":
      return hintFor("text");
    case "boolean":
      return hintFor("boolean");
    case "number":
    case "int":
      return hintFor("number");
    case "array":
      return hintFor("list");
    default:
      return undefined;
  }
}
