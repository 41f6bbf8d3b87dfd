import { JSONPathNode, type JSONPathQuery, type JSONValue } from "json-p3";
import type { JsonValue } from "../../domain/index.ts";

export type Segment = JSONPathQuery["segments"][number];

/** One value that an expression selects. */
export interface Match {
  /** Keys and indices from the content's root. */
  readonly location: readonly (string | number)[];
  readonly value: JsonValue;
}

/** A value with its place, and what `$` means inside filters. */
export interface Place extends Match {
  readonly root: JsonValue;
}

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
