import { JSONPathNode, type JSONPathQuery, type JSONValue, jsonpath } from "json-p3";
import { isJsonObject, type JsonValue } from "../../domain/index.ts";
import type { Match } from "./path-query.ts";

const { IndexSelector, NameSelector } = jsonpath.selectors;

export type PathSegment = JSONPathQuery["segments"][number];

/** A value with its location, and the value of `$` inside filters. */
interface RootedMatch extends Match {
  readonly root: JsonValue;
}

/** Applies segments to a value. */
type Selecting = (from: RootedMatch) => readonly Match[];

/**
 * Compiles segments to a function. Plain keys and indices are followed without the library, which is several times as
 * fast.
 */
export function selecting(segments: readonly PathSegment[]): Selecting {
  const steps = stepsOf(segments);
  return steps === null ? (from) => select(from, segments) : (from) => follow(from, steps);
}

/** Returns the keys and indices of the segments; null if a segment is anything else. */
export function stepsOf(segments: readonly PathSegment[]): readonly (string | number)[] | null {
  const steps = segments.map(stepOf);
  return steps.every((step) => step !== null) ? steps : null;
}

function stepOf(segment: PathSegment): string | number | null {
  const [selector, ...others] = segment.selectors;
  if (others.length > 0 || isDescendant(segment)) return null;
  if (selector instanceof NameSelector) return selector.name;
  return selector instanceof IndexSelector ? selector.index : null;
}

function follow({ location, value }: RootedMatch, steps: readonly (string | number)[]): readonly Match[] {
  const path = [...location];
  let at = value;
  for (const step of steps) {
    const next = child(at, step);
    if (next === null) return [];
    path.push(next.key);
    at = next.value;
  }
  return [{ location: path, value: at }];
}

function child(
  of: JsonValue,
  step: string | number,
): { readonly key: string | number; readonly value: JsonValue } | null {
  if (typeof step === "string") {
    return isJsonObject(of) && Object.hasOwn(of, step) ? { key: step, value: of[step] ?? null } : null;
  }
  if (!Array.isArray(of)) return null;
  const key = step < 0 ? step + of.length : step;
  return key >= 0 && key < of.length ? { key, value: of[key] ?? null } : null;
}

/** Checks the text, because the library does not export the class. */
export const isDescendant = (segment: PathSegment): boolean => segment.toString({ form: "canonical" }).startsWith("..");

/** Applies segments to a value, with results in the order of RFC 9535. */
export function select(from: RootedMatch, segments: readonly PathSegment[]): readonly Match[] {
  if (segments.length === 0) return [from];
  let nodes = [nodeOf(from)];
  for (const segment of segments) nodes = segment.resolve(nodes);
  return nodes.map(({ location, value }) => ({ location, value: asJsonValue(value) }));
}

function nodeOf({ location, value, root }: RootedMatch): JSONPathNode {
  return new JSONPathNode(asLibraryValue(value), [...location], asLibraryValue(root));
}

/** Casts to the library's type, which allows changing values; the library only reads them. */
export const asLibraryValue = (value: JsonValue): JSONValue => value as JSONValue;

/** Casts back: the library selects parts of its input, which is JSON. */
const asJsonValue = (value: JSONValue): JsonValue => value as JsonValue;

/** Formats a location as `$['items'][0]`, the normalised path of RFC 9535. */
export function normalisedPath({ location }: Match): string {
  return new JSONPathNode(null, [...location], null).getPath({ form: "canonical" });
}
