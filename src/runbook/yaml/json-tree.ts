import { isJsonObject, type JsonValue } from "../../domain/index.ts";
import type { TextSpan } from "./source-text.ts";
import type { MappingEntry, TreeNode } from "./tree.ts";
import { leaf, sums } from "./tree-builder.ts";

/** Far below the limits of the parser, so that it decides on what is near them. */
const [longestText, deepest, longestKey] = [200_000, 40, 500];
/** What JSON writes in another way than YAML reads it, or YAML refuses. */
const isPeculiar = /\\u|[^\P{Cc}\n]/u;

/** Thrown for what must be parsed. */
class Peculiar extends Error {}

/**
 * Returns the tree of a JSON value as the parser makes it of its text, but for the places, in a small part of the time.
 * Every node is at the same place, for values that no file has. Null: it is peculiar, and must be parsed.
 */
export function jsonTree(value: JsonValue, text: string): TreeNode | null {
  if (text.length > longestText || isPeculiar.test(text)) return null;
  try {
    return build(value, { start: 0, end: text.length }, 0);
  } catch (error) {
    if (error instanceof Peculiar) return null;
    throw error;
  }
}

function build(value: JsonValue, span: TextSpan, depth: number): TreeNode {
  if (depth > deepest) throw new Peculiar();
  if (value === null || typeof value !== "object") return scalarAt(value, span);
  if (!isJsonObject(value)) {
    const items = value.map((item) => build(item, span, depth + 1));
    return { kind: "list", items, span, ...sums(items) };
  }
  const entries = Object.entries(value).map(([key, node]): MappingEntry => {
    if (key.length > longestKey) throw new Peculiar();
    return { key, keySpan: span, node: build(node, span, depth + 1) };
  });
  const all = sums(entries.map(({ node }) => node));
  const characters = entries.reduce((sum, { key }) => sum + key.length, all.characters);
  return { kind: "mapping", entries: new Map(entries.map((one) => [one.key, one])), span, ...all, characters };
}

function scalarAt(value: string | number | boolean | null, span: TextSpan): TreeNode {
  const rest = { kind: "scalar", span, textStart: null, ...leaf } as const;
  if (typeof value === "string")
    return { ...rest, value, written: value, characters: value.length, hasPlaceholder: value.includes("${") };
  const isExact = typeof value !== "number" || !Number.isInteger(value) || Number.isSafeInteger(value);
  if (!isExact) throw new Peculiar();
  return { ...rest, value, written: JSON.stringify(value) };
}
