import { isAlias, isCollection, isMap, isScalar, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import type { Report } from "./findings.ts";
import { maxAliasedNodes, maxNesting } from "./limits.ts";
import type { Span } from "./source-text.ts";
import { type ListNode, type MappingEntry, type MappingNode, quote, type ScalarNode, type TreeNode } from "./tree.ts";

interface Builder {
  readonly text: string;
  readonly report: Report;
  /** Finished nodes by anchor; "open" while the node is being built. */
  readonly anchors: Map<string, TreeNode | "open">;
  aliased: number;
}

/**
 * The library's nodes as a tree: keys checked, aliases resolved to the nodes that they name. Undefined when aliases
 * expand too far or nest too deep; what else is wrong is reported, and the tree holds what can be had.
 */
export function buildTree(contents: unknown, text: string, report: Report): TreeNode | undefined {
  const builder: Builder = { text, report, anchors: new Map(), aliased: 0 };
  try {
    return build(builder, contents, { at: { start: 0, end: 0 }, depth: 0 });
  } catch (refusal) {
    if (refusal instanceof Refusal) return undefined;
    throw refusal;
  }
}

class Refusal extends Error {}

interface Place {
  /** Span of what leads to the node, for one that is empty. */
  readonly at: Span;
  /** Collections around the node. */
  readonly depth: number;
}

function build(builder: Builder, yaml: unknown, place: Place): TreeNode {
  if (isAlias(yaml)) return resolveAlias(builder, { name: yaml.source, span: spanOf(yaml, place.at) }, place);
  const anchor = isScalar(yaml) || isCollection(yaml) ? yaml.anchor : undefined;
  if (anchor !== undefined) builder.anchors.set(anchor, "open");
  const node = isCollection(yaml)
    ? isMap(yaml)
      ? buildMapping(builder, yaml, place)
      : buildList(builder, yaml as YAMLSeq, place)
    : buildScalar(builder, isScalar(yaml) ? yaml : undefined, place);
  if (anchor !== undefined) builder.anchors.set(anchor, node);
  return node;
}

function resolveAlias(builder: Builder, alias: { name: string; span: Span }, place: Place): TreeNode {
  const node = builder.anchors.get(alias.name);
  if (node === undefined || node === "open") {
    const message = node
      ? `alias "${alias.name}" stands inside what it names`
      : `no anchor "${alias.name}" before this`;
    builder.report({ code: "WCT_RUNBOOK_SYNTAX", span: alias.span, message, hint: "write the value out" });
    return { kind: "scalar", value: null, textStart: null, span: alias.span, ...leaf };
  }
  builder.aliased += node.size;
  if (builder.aliased > maxAliasedNodes) refuse(builder, alias.span, "aliases expand too far");
  if (place.depth + node.height > maxNesting)
    refuse(builder, alias.span, `aliases nest lists and mappings over ${maxNesting} levels deep`);
  return node;
}

function refuse(builder: Builder, span: Span, message: string): never {
  builder.report({ code: "WCT_RUNBOOK_TOO_LARGE", span, message, hint: "write the aliases out" });
  throw new Refusal(message);
}

const leaf = { size: 1, height: 0, hasPlaceholder: false } as const;

function buildScalar(builder: Builder, scalar: Scalar | undefined, place: Place): ScalarNode {
  const span = spanOf(scalar, place.at);
  const value = scalar?.value;
  if (typeof value === "string") {
    const textStart = startOfText(builder.text, span, value);
    return { kind: "scalar", value, textStart, span, ...leaf, hasPlaceholder: value.includes("${") };
  }
  if (typeof value === "number") {
    const kept = numberOrText(builder, { value, source: scalar?.source ?? "", span });
    return { kind: "scalar", value: kept, textStart: null, span, ...leaf };
  }
  return { kind: "scalar", value: typeof value === "boolean" ? value : null, textStart: null, span, ...leaf };
}

// JSON has no infinity, and an integer beyond 2^53 would silently become another one. Once that is
// reported the number goes on as text, as the hint says.
function numberOrText(builder: Builder, number: { value: number; source: string; span: Span }): number | string {
  const { value, source, span } = number;
  const isInexact = Number.isInteger(value) && !Number.isSafeInteger(value) && !/[.eE]/.test(source);
  if (Number.isFinite(value) && !isInexact) return value;
  const message = isInexact
    ? `the number ${quote(source)} is too large to be kept exactly`
    : `${quote(source)} is not a number that JSON can hold`;
  builder.report({ code: "WCT_RUNBOOK_BAD_VALUE", span, message, hint: `write it in quotes: "${source}"` });
  return source;
}

// Escapes, folding and block indentation move characters: then only the whole scalar can be pointed at.
function startOfText(text: string, span: Span, value: string): number | null {
  if (text.startsWith(value, span.start)) return span.start;
  const first = text[span.start];
  return (first === '"' || first === "'") && text.startsWith(value + first, span.start + 1) ? span.start + 1 : null;
}

function buildList(builder: Builder, list: YAMLSeq, place: Place): ListNode {
  const span = spanOf(list, place.at);
  const items: TreeNode[] = [];
  for (const item of list.items) {
    items.push(build(builder, item, { at: spanOf(item, span), depth: place.depth + 1 }));
  }
  return { kind: "list", items, span, ...sums(items) };
}

function buildMapping(builder: Builder, map: YAMLMap, place: Place): MappingNode {
  const entries = new Map<string, MappingEntry>();
  const span = spanOf(map, place.at);
  for (const pair of map.items) {
    const keySpan = spanOf(pair.key, span);
    const key = keyOf(builder, pair, keySpan);
    const node = build(builder, pair.value, { at: keySpan, depth: place.depth + 1 });
    if (key === undefined) continue;
    const first = entries.get(key);
    if (first === undefined) entries.set(key, { key, keySpan, node });
    else
      builder.report({
        code: "WCT_RUNBOOK_DUPLICATE_KEY",
        span: keySpan,
        message: `key ${quote(key)} is written twice in the same mapping`,
        hint: "remove or rename one of the two",
        related: [{ message: "first written here", span: first.keySpan }],
      });
  }
  return { kind: "mapping", entries, span, ...sums([...entries.values()].map((entry) => entry.node)) };
}

function keyOf(builder: Builder, pair: Pair, span: Span): string | undefined {
  // An anchor on a key may be named later, so the key is built like any node.
  const key = build(builder, pair.key, { at: span, depth: 0 });
  if (key.kind === "scalar") {
    if (typeof key.value === "string") return key.value;
    // `1:` or `true:` are kept as written.
    return isScalar(pair.key) ? (pair.key.source ?? String(key.value)) : String(key.value);
  }
  builder.report({ code: "WCT_RUNBOOK_BAD_VALUE", span, message: `a key must be text, found a ${key.kind}` });
  return undefined;
}

function sums(nodes: readonly TreeNode[]) {
  let size = 1;
  let height = 0;
  let hasPlaceholder = false;
  for (const node of nodes) {
    size += node.size;
    height = Math.max(height, node.height);
    hasPlaceholder ||= node.hasPlaceholder;
  }
  return { size, height: height + 1, hasPlaceholder };
}

function spanOf(yaml: unknown, otherwise: Span): Span {
  const range = isAlias(yaml) || isScalar(yaml) || isCollection(yaml) ? (yaml.range ?? undefined) : undefined;
  return range === undefined || range[0] === range[1] ? otherwise : { start: range[0], end: range[1] };
}
