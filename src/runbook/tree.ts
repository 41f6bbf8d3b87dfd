import type { JsonObject, JsonValue } from "../domain/index.ts";
import type { ValuePath } from "./model.ts";
import type { Span } from "./source-text.ts";

/** A YAML node as far as a runbook needs it. An alias is the very node that its anchor names. */
export type TreeNode = ScalarNode | ListNode | MappingNode;

interface NodeBase {
  /** Of the value; of the key (or dash) when nothing is written. */
  readonly span: Span;
  /** Nodes from here down, aliases expanded. */
  readonly size: number;
  /** Collections from here down, this one included. */
  readonly height: number;
  /** Whether a string from here down has `${`. */
  readonly hasPlaceholder: boolean;
}

export interface ScalarNode extends NodeBase {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** Where the text's first character stands, if the text is written character by character. */
  readonly textStart: number | null;
}

export interface ListNode extends NodeBase {
  readonly kind: "list";
  readonly items: readonly TreeNode[];
}

export interface MappingEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly node: TreeNode;
}

export interface MappingNode extends NodeBase {
  readonly kind: "mapping";
  readonly entries: ReadonlyMap<string, MappingEntry>;
}

/** How a string becomes its value: placeholders substituted, or as it is. */
export type TextOf = (node: ScalarNode, text: string, path: ValuePath) => string;

const asWritten: TextOf = (_node, text) => text;

export function toJson(node: TreeNode, textOf: TextOf = asWritten, path: ValuePath = []): JsonValue {
  switch (node.kind) {
    case "scalar":
      return typeof node.value === "string" ? textOf(node, node.value, path) : node.value;
    case "list":
      return node.items.map((item, index) => toJson(item, textOf, [...path, index]));
    case "mapping":
      return toJsonObject(node, textOf, path);
  }
}

export function toJsonObject(node: MappingNode, textOf: TextOf = asWritten, path: ValuePath = []): JsonObject {
  const object: Record<string, JsonValue> = {};
  for (const { key, node: value } of node.entries.values()) {
    const json = toJson(value, textOf, [...path, key]);
    // Assigning to `__proto__` would change the prototype instead of adding a key.
    if (key === "__proto__")
      Object.defineProperty(object, key, { value: json, enumerable: true, writable: true, configurable: true });
    else object[key] = json;
  }
  return object;
}

export function entryOf(node: TreeNode | undefined, key: string): MappingEntry | undefined {
  return node?.kind === "mapping" ? node.entries.get(key) : undefined;
}

export function childOf(node: TreeNode, key: string | number): TreeNode | undefined {
  if (node.kind === "list") return typeof key === "number" ? node.items[key] : undefined;
  return entryOf(node, String(key))?.node;
}

/** What stands at the end of a path as far as there are nodes, and the last key on the way. */
export function follow(node: TreeNode, path: ValuePath) {
  let reached = node;
  let keySpan: Span | undefined;
  for (const [depth, key] of path.entries()) {
    const next = childOf(reached, key);
    if (next === undefined) return { node: reached, keySpan, isComplete: false, missing: path.slice(depth) };
    keySpan = entryOf(reached, String(key))?.keySpan;
    reached = next;
  }
  return { node: reached, keySpan, isComplete: true, missing: [] };
}

/** `the text "soon"`, `a list`: what was written, for people. */
export function describeNode(node: TreeNode): string {
  if (node.kind === "list") return node.items.length === 0 ? "an empty list" : "a list";
  if (node.kind === "mapping") return node.entries.size === 0 ? "an empty mapping" : "a mapping";
  if (node.value === null) return "nothing";
  return typeof node.value === "string" ? `the text ${quote(node.value)}` : `the ${typeof node.value} ${node.value}`;
}

/** In quotes, on one line, not longer than a name should be. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
