import type { JsonObject, JsonValue } from "../../domain/index.ts";
import type { ValuePath } from "../model.ts";
import type { TextSpan } from "./source-text.ts";

/** The parts of a YAML node that a runbook needs. An alias is the same object as the node that its anchor names. */
export type TreeNode = ScalarNode | ListNode | MappingNode;

interface NodeBase {
  /** Span of the value; of the key (or dash) if the value is empty. */
  readonly span: TextSpan;
  /** Number of nodes in this subtree, with aliases expanded. */
  readonly size: number;
  /** Number of characters of keys and texts in this subtree, with aliases expanded. */
  readonly characters: number;
  /** Depth of collections in this subtree, including this one. */
  readonly height: number;
  /** Whether a string in this subtree contains `${`. */
  readonly hasPlaceholder: boolean;
  /**
   * True if the content is not what was meant, which was already reported. Then the value of a scalar, or the missing
   * keys of a mapping, cannot be checked.
   */
  readonly isUnread: boolean;
  /** Whether anything in this subtree is unread. */
  readonly hasUnread: boolean;
}

export interface ScalarNode extends NodeBase {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** For a text, its value; for anything else, as written in the file (`1.10`, `~`); empty if nothing is written. */
  readonly written: string;
  /** Offset of the text's first character, if the text is written character by character. */
  readonly textStart: number | null;
}

export interface ListNode extends NodeBase {
  readonly kind: "list";
  readonly items: readonly TreeNode[];
}

export interface MappingEntry {
  readonly key: string;
  readonly keySpan: TextSpan;
  readonly node: TreeNode;
}

export interface MappingNode extends NodeBase {
  readonly kind: "mapping";
  readonly entries: ReadonlyMap<string, MappingEntry>;
}

/** Converts a string to its value: with placeholders substituted, or unchanged. */
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

/** Returns whether a key is the user's own; its value may contain anchors for common parts. */
export function isExtension(key: string): boolean {
  return key.startsWith("x-");
}

/** Follows a path as far as there are nodes. Returns the last node and the last key. */
export function follow(node: TreeNode, path: ValuePath) {
  let reached = node;
  let keySpan: TextSpan | undefined;
  for (const [depth, key] of path.entries()) {
    const next = childOf(reached, key);
    if (next === undefined) return { node: reached, keySpan, isComplete: false, missing: path.slice(depth) };
    keySpan = entryOf(reached, String(key))?.keySpan;
    reached = next;
  }
  return { node: reached, keySpan, isComplete: true, missing: [] };
}

/** Returns the paths of all unread nodes of a tree, including its root. */
export function unreadPaths(node: TreeNode, path: ValuePath = []): readonly ValuePath[] {
  if (!node.hasUnread) return [];
  const below =
    node.kind === "list"
      ? node.items.flatMap((item, index) => unreadPaths(item, [...path, index]))
      : node.kind === "mapping"
        ? [...node.entries.values()].flatMap(({ key, node: value }) => unreadPaths(value, [...path, key]))
        : [];
  return node.isUnread ? [path, ...below] : below;
}

/** Returns whether a node is a non-empty text. */
export function isTextNode(node: TreeNode): node is ScalarNode & { readonly value: string } {
  return node.kind === "scalar" && typeof node.value === "string" && node.value !== "";
}

/** Describes a node for people: `the text "soon"`, `a list`. */
export function describeNode(node: TreeNode): string {
  if (node.kind === "list") return node.items.length === 0 ? "an empty list" : "a list";
  if (node.kind === "mapping") return node.entries.size === 0 ? "an empty mapping" : "a mapping";
  if (node.value === null) return "nothing";
  return typeof node.value === "string" ? `the text ${quote(node.value)}` : `the ${typeof node.value} ${node.written}`;
}

/** Quotes a text on one line, truncated to the length of a name. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
