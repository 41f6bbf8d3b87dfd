import { isAlias, isCollection, isMap, isScalar, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import { Anchors } from "./anchors.ts";
import { maxAliasedNodes, maxExpandedCharacters, maxNesting } from "./limits.ts";
import { isMergeKey, type MergeKey, mappingsOf, withMerged } from "./merge-keys.ts";
import type { ReportProblem, RunbookProblem } from "./problems.ts";
import { inQuotes, plainTextFrom } from "./quoting.ts";
import type { TextSpan } from "./source-text.ts";
import {
  isExtension,
  type ListNode,
  type MappingEntry,
  type MappingNode,
  quote,
  type ScalarNode,
  type TreeNode,
} from "./tree.ts";

interface Builder {
  readonly text: string;
  readonly report: ReportProblem;
  readonly anchors: Anchors;
  aliased: number;
  aliasedCharacters: number;
}

/**
 * Converts the library's nodes to a tree, with keys checked and aliases resolved to the nodes that they name. Returns
 * undefined if aliases expand too far or nest too deep. Reports other mistakes and keeps the valid parts.
 */
export function buildTree(contents: unknown, text: string, report: ReportProblem): TreeNode | undefined {
  const builder: Builder = { text, report, anchors: new Anchors(text), aliased: 0, aliasedCharacters: 0 };
  try {
    const tree = build(builder, contents, { at: { start: 0, end: 0 }, depth: 0 });
    const common = commonParts(tree);
    builder.anchors.reportUnused(report, (at) => common.some(({ start, end }) => start <= at && at < end));
    return tree;
  } catch (refusal) {
    if (refusal instanceof UnbuildableNode) return undefined;
    throw refusal;
  }
}

/** Returns the spans of the values under `x-…`, which may contain unused anchors. */
function commonParts(tree: TreeNode): readonly TextSpan[] {
  if (tree.kind !== "mapping") return [];
  return [...tree.entries.values()].filter(({ key }) => isExtension(key)).map(({ node }) => node.span);
}

class UnbuildableNode extends Error {}

interface NodePosition {
  /** Span of the key or dash before the node, used if the node is empty. */
  readonly at: TextSpan;
  /** Number of collections around the node. */
  readonly depth: number;
}

function build(builder: Builder, yaml: unknown, place: NodePosition): TreeNode {
  if (isAlias(yaml)) return resolveAlias(builder, { name: yaml.source, span: spanOf(yaml, place.at) }, place);
  const anchor = isScalar(yaml) || isCollection(yaml) ? yaml.anchor : undefined;
  const before = spanOf(yaml, place.at).start;
  const close = anchor === undefined ? undefined : builder.anchors.open(anchor, { before, isScalar: isScalar(yaml) });
  const node = isCollection(yaml)
    ? isMap(yaml)
      ? buildMapping(builder, yaml, place)
      : buildList(builder, yaml as YAMLSeq, place)
    : buildScalar(builder, isScalar(yaml) ? yaml : undefined, place);
  close?.(node);
  return node;
}

function resolveAlias(builder: Builder, alias: { name: string; span: TextSpan }, place: NodePosition): TreeNode {
  const found = builder.anchors.resolve(alias.name, alias.span);
  if ("code" in found) {
    builder.report(found);
    return { kind: "scalar", value: null, written: "", textStart: null, span: alias.span, ...unreadLeaf };
  }
  countExpanded(builder, found, { span: alias.span, what: "aliases" });
  if (place.depth + found.height > maxNesting)
    refuse(builder, {
      span: alias.span,
      message: `aliases nest lists and mappings over ${maxNesting} levels deep`,
      hint: "write the aliases out",
    });
  return found;
}

/** Counts nodes that are in the tree more than once, so that a small file cannot describe a very large tree. */
function countExpanded(
  builder: Builder,
  { size, characters }: TreeNode,
  { span, what }: { readonly span: TextSpan; readonly what: "aliases" | "merge keys" },
): void {
  builder.aliased += size;
  builder.aliasedCharacters += characters;
  if (builder.aliased > maxAliasedNodes || builder.aliasedCharacters > maxExpandedCharacters)
    refuse(builder, { span, message: `${what} expand too far`, hint: `write the ${what} out` });
}

function refuse(builder: Builder, problem: Omit<RunbookProblem, "code">): never {
  builder.report({ code: "WCT_RUNBOOK_TOO_LARGE", ...problem });
  throw new UnbuildableNode(problem.message);
}

export const leaf = {
  size: 1,
  characters: 0,
  height: 0,
  hasPlaceholder: false,
  isUnread: false,
  hasUnread: false,
} as const;
const unreadLeaf = { ...leaf, isUnread: true, hasUnread: true } as const;

function buildScalar(builder: Builder, scalar: Scalar | undefined, place: NodePosition): ScalarNode {
  const span = spanOf(scalar, place.at);
  const value = scalar?.value;
  // The library warned about an unknown tag, and the value is a guess.
  const rest = { kind: "scalar", span, ...(isUnknownTag(scalar?.tag) ? unreadLeaf : leaf) } as const;
  if (typeof value === "string") {
    const textStart = startOfText(builder.text, span, value);
    const own = { characters: value.length, hasPlaceholder: value.includes("${") };
    return { ...rest, value, written: value, textStart, ...own };
  }
  const written = scalar?.source ?? "";
  if (typeof value === "number") {
    const isExact = isExactNumber(builder, { value, written, span });
    return { ...rest, value, written, textStart: null, ...(isExact ? {} : unreadLeaf) };
  }
  return { ...rest, value: typeof value === "boolean" ? value : null, written, textStart: null };
}

const isUnknownTag = (tag: string | undefined): boolean => tag !== undefined && !/^(!$|tag:yaml\.org,2002:)/.test(tag);

// Reports numbers that JSON would change: it has no infinity, and an integer beyond 2^53 would silently become another
// one.
function isExactNumber(builder: Builder, number: { value: number; written: string; span: TextSpan }): boolean {
  const { value, written, span } = number;
  const isInexact = Number.isInteger(value) && !Number.isSafeInteger(value) && !/[.eE]/.test(written);
  if (Number.isFinite(value) && !isInexact) return true;
  const message = isInexact
    ? `the number ${quote(written)} is too large to be kept exactly`
    : `${quote(written)} is not a number that JSON can hold`;
  builder.report({ code: "WCT_RUNBOOK_BAD_VALUE", span, message, hint: `write it in quotes: "${written}"` });
  return false;
}

// Returns where the text starts, or null if escapes, folding or block indentation move characters. Then only the whole
// scalar has a location.
function startOfText(text: string, span: TextSpan, value: string): number | null {
  if (text.startsWith(value, span.start)) return span.start;
  const first = text[span.start];
  return (first === '"' || first === "'") && text.startsWith(value + first, span.start + 1) ? span.start + 1 : null;
}

function buildList(builder: Builder, list: YAMLSeq, place: NodePosition): ListNode {
  const span = spanOf(list, place.at);
  const items: TreeNode[] = [];
  for (const item of list.items) {
    items.push(build(builder, item, { at: spanOf(item, span), depth: place.depth + 1 }));
  }
  return { kind: "list", items, span, ...sums(items) };
}

function buildMapping(builder: Builder, map: YAMLMap, place: NodePosition): MappingNode {
  const own = new Map<string, MappingEntry>();
  const span = spanOf(map, place.at);
  let isUnread = false;
  let merge: MergeKey | undefined;
  for (const pair of map.items) {
    const keySpan = spanOf(pair.key, span);
    if (isMergeKey(pair.key)) {
      if (merge !== undefined) reportRepeated(builder, { key: "<<", keySpan, first: merge.keySpan });
      else merge = buildMerge(builder, pair, { keySpan, position: own.size, depth: place.depth });
      continue;
    }
    const key = keyOf(builder, pair, { keySpan, mapping: map });
    const node = build(builder, pair.value, { at: keySpan, depth: place.depth + 1 });
    const first = key === undefined ? undefined : own.get(key);
    if (key === undefined) isUnread = true;
    else if (first === undefined) own.set(key, { key, keySpan, node });
    else reportRepeated(builder, { key, keySpan, first: first.keySpan });
  }
  const entries = merge === undefined ? own : withMerged(own, merge);
  isUnread ||= merge?.isUnread === true;
  const all = sums([...entries.values()].map((entry) => entry.node));
  const characters = entries.keys().reduce((sum, key) => sum + key.length, all.characters);
  return { kind: "mapping", entries, span, ...all, characters, isUnread, hasUnread: all.hasUnread || isUnread };
}

interface RepeatedKey {
  readonly key: string;
  readonly keySpan: TextSpan;
  readonly first: TextSpan;
}

function reportRepeated(builder: Builder, { key, keySpan, first }: RepeatedKey): void {
  builder.report({
    code: "WCT_RUNBOOK_DUPLICATE_KEY",
    span: keySpan,
    message: `key ${quote(key)} is written twice in the same mapping`,
    hint: key === "<<" ? "write one merge key with a list: <<: [*first, *second]" : "remove or rename one of the two",
    related: [{ message: "first written here", span: first }],
  });
}

interface MergeSite {
  readonly keySpan: TextSpan;
  readonly position: number;
  /** Number of collections around the mapping. */
  readonly depth: number;
}

function buildMerge(builder: Builder, pair: Pair, { keySpan, position, depth }: MergeSite): MergeKey {
  if (depth === 0) {
    builder.report({
      code: "WCT_RUNBOOK_UNKNOWN_KEY",
      span: keySpan,
      message: "a merge key (<<) is not allowed at the top of a file",
      hint: "write the keys out; merge keys work in every mapping below the top",
    });
    return { keySpan, position, mappings: [], isUnread: true };
  }
  const node = build(builder, pair.value, { at: keySpan, depth: depth + 1 });
  const mappings = mappingsOf({ node, yaml: pair.value, keySpan }, builder.report);
  // Merged keys are copied. An alias to them was counted where it was resolved.
  if (!isAlias(pair.value)) countExpanded(builder, node, { span: keySpan, what: "merge keys" });
  const isWhole = node.kind === "mapping" || (node.kind === "list" && mappings.length === node.items.length);
  return { keySpan, position, mappings, isUnread: !isWhole || mappings.some((one) => one.isUnread) };
}

interface KeySite {
  readonly keySpan: TextSpan;
  readonly mapping: YAMLMap;
}

/** Returns the key as text; undefined if it is not allowed in a runbook, which is then reported. */
function keyOf(builder: Builder, pair: Pair, site: KeySite): string | undefined {
  // A key may have an anchor that is used later, so the key is built like any node.
  const key = build(builder, pair.key, { at: site.keySpan, depth: 0 });
  if (key.kind === "scalar") {
    if (typeof key.value === "string") return key.value;
    // Keys such as `1:` or `true:` are kept as written.
    return isScalar(pair.key) ? (pair.key.source ?? String(key.value)) : String(key.value);
  }
  const { start } = spanOf(site.mapping, site.keySpan);
  const hint = site.mapping.flow
    ? { hint: `write it in quotes if it is a text: ${inQuotes(plainTextFrom(builder.text, start))}` }
    : {};
  const message = `a key must be text, found a ${key.kind}`;
  builder.report({ code: "WCT_RUNBOOK_BAD_VALUE", span: site.keySpan, message, ...hint });
  return undefined;
}

export function sums(nodes: readonly TreeNode[]) {
  let size = 1;
  let characters = 0;
  let height = 0;
  let hasPlaceholder = false;
  let hasUnread = false;
  for (const node of nodes) {
    size += node.size;
    characters += node.characters;
    height = Math.max(height, node.height);
    hasPlaceholder ||= node.hasPlaceholder;
    hasUnread ||= node.hasUnread;
  }
  return { size, characters, height: height + 1, hasPlaceholder, isUnread: false, hasUnread };
}

function spanOf(yaml: unknown, otherwise: TextSpan): TextSpan {
  const range = isAlias(yaml) || isScalar(yaml) || isCollection(yaml) ? (yaml.range ?? undefined) : undefined;
  return range === undefined || range[0] === range[1] ? otherwise : { start: range[0], end: range[1] };
}
