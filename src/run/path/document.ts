import { JSONPathNode, type JSONPathQuery, type JSONValue, jsonpath } from "json-p3";
import { isJsonObject, type JsonValue } from "../../domain/index.ts";
import type { Match } from "./path-query.ts";

const { IndexSelector, NameSelector } = jsonpath.selectors;

export type Segment = JSONPathQuery["segments"][number];

/** A value with its place, and what `$` means inside filters. */
export interface Place extends Match {
  readonly root: JsonValue;
}

/** Selects from values what segments say. */
export type Selecting = (from: Place) => readonly Match[];

/** Segments as a function: plain keys and indices are followed without the library, which is several times as fast. */
export function selecting(segments: readonly Segment[]): Selecting {
  const steps = stepsOf(segments);
  return steps === null ? (from) => select(from, segments) : (from) => follow(from, steps);
}

/** The keys and indices that segments follow; null: they are more than that. */
export function stepsOf(segments: readonly Segment[]): readonly (string | number)[] | null {
  const steps = segments.map(stepOf);
  return steps.every((step) => step !== null) ? steps : null;
}

function stepOf(segment: Segment): string | number | null {
  const [selector, ...others] = segment.selectors;
  if (others.length > 0 || isDescendant(segment)) return null;
  if (selector instanceof NameSelector) return selector.name;
  return selector instanceof IndexSelector ? selector.index : null;
}

function follow({ location, value }: Place, steps: readonly (string | number)[]): readonly Match[] {
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

/** The library does not export the class. */
export const isDescendant = (segment: Segment): boolean => segment.toString({ form: "canonical" }).startsWith("..");

/** What these segments select from a value, in the order of RFC 9535. */
export function select(from: Place, segments: readonly Segment[]): readonly Match[] {
  if (segments.length === 0) return [from];
  let nodes = [nodeOf(from)];
  for (const segment of segments) nodes = segment.resolve(nodes);
  return nodes.map(({ location, value }) => ({ location, value: ours(value) }));
}

export function nodeOf({ location, value, root }: Place): JSONPathNode {
  return new JSONPathNode(theirs(value), [...location], theirs(root));
}

/** The library's type allows to change values; the library reads them only. */
export const theirs = (value: JsonValue): JSONValue => value as JSONValue;

/** What it selects are parts of what it was given, which was JSON. */
const ours = (value: JSONValue): JsonValue => value as JsonValue;

/** `$['items'][0]`: the normalised path of RFC 9535. */
export function normalisedPath({ location }: Match): string {
  return new JSONPathNode(null, [...location], null).getPath({ form: "canonical" });
}
