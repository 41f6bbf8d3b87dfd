import { type JSONPathQuery, jsonpath } from "json-p3";
import { isDescendant, type Segment } from "./document.ts";

const { FilterSelector, IndexSelector, NameSelector, SliceSelector, WildcardSelector } = jsonpath.selectors;
const { FilterQuery, FunctionExtension, InfixExpression, LogicalExpression, PrefixExpression, RootQuery } =
  jsonpath.expressions;

export type Filter = InstanceType<typeof LogicalExpression>;
type Selector = Segment["selectors"][number];
type Expression = InstanceType<typeof jsonpath.expressions.FilterExpression>;

/** What is read of a stream, one after another. */
export type StreamPart =
  | { readonly kind: "index"; readonly index: number }
  | {
      readonly kind: "slice";
      readonly start: number | undefined;
      readonly stop: number | undefined;
      readonly step: number;
    }
  | { readonly kind: "all" }
  | { readonly kind: "filter"; readonly filter: Filter };

/** A piece of the answer; the answers of the pieces, in order, are the answer. */
export type Part =
  /** From the value under a key beside the stream. */
  | { readonly kind: "rest"; readonly key: string; readonly segments: readonly Segment[] }
  /** From each of these elements of the stream. */
  | { readonly kind: "stream"; readonly of: StreamPart; readonly segments: readonly Segment[] };

/** Why an expression needs the stream as one value. */
export type NeedsWhole = { readonly kind: "descendants" | "array" | "root-in-filter" };

/**
 * Cuts a query into parts that hold one element at a time. Filtering and following a path are done node by node, so
 * the parts' answers one after another are the whole query's. `keys`: of the content beside the stream, in order.
 */
export function partsOf(
  query: JSONPathQuery,
  { stream, keys }: { readonly stream: string; readonly keys: readonly string[] },
): readonly Part[] | NeedsWhole {
  const [first, ...segments] = query.segments;
  if (first === undefined) return { kind: "array" };
  if (isDescendant(first)) return { kind: "descendants" };
  if (query.segments.some((segment) => readsStream(segment, stream))) return { kind: "root-in-filter" };
  const parts: Part[] = [];
  for (const selector of first.selectors) {
    if (selector instanceof FilterSelector) return { kind: "array" };
    for (const key of selectedKeys(selector, [stream, ...keys])) {
      if (key !== stream) {
        parts.push({ kind: "rest", key, segments });
        continue;
      }
      const ofStream = streamParts(segments);
      if ("kind" in ofStream) return ofStream;
      parts.push(...ofStream);
    }
  }
  return parts;
}

function selectedKeys(selector: Selector, keys: readonly string[]): readonly string[] {
  if (selector instanceof WildcardSelector) return keys;
  return selector instanceof NameSelector && keys.includes(selector.name) ? [selector.name] : [];
}

function streamParts(segments: readonly Segment[]): readonly Part[] | NeedsWhole {
  const [first, ...after] = segments;
  if (first === undefined) return { kind: "array" };
  const own = first.selectors.flatMap(streamPart).map((of): Part => ({ kind: "stream", of, segments: after }));
  // Descendants of an array: what is selected from itself, then the descendants of each element.
  return isDescendant(first) ? [...own, { kind: "stream", of: { kind: "all" }, segments }] : own;
}

function streamPart(selector: Selector): readonly StreamPart[] {
  if (selector instanceof IndexSelector) return [{ kind: "index", index: selector.index }];
  if (selector instanceof SliceSelector) {
    return [{ kind: "slice", start: selector.start, stop: selector.stop, step: selector.step ?? 1 }];
  }
  if (selector instanceof WildcardSelector) return [{ kind: "all" }];
  return selector instanceof FilterSelector ? [{ kind: "filter", filter: selector.expression }] : [];
}

/** Whether a filter in it asks, from the root, for more than what is beside the stream. */
function readsStream(segment: Segment, stream: string): boolean {
  return segment.selectors.some(
    (selector) => selector instanceof FilterSelector && expressionReads(selector.expression, stream),
  );
}

function expressionReads(expression: Expression, stream: string): boolean {
  if (expression instanceof LogicalExpression) return expressionReads(expression.expression, stream);
  if (expression instanceof PrefixExpression) return expressionReads(expression.right, stream);
  if (expression instanceof InfixExpression) {
    return expressionReads(expression.left, stream) || expressionReads(expression.right, stream);
  }
  if (expression instanceof FunctionExtension) return expression.args.some((one) => expressionReads(one, stream));
  if (!(expression instanceof FilterQuery)) return false;
  const { segments } = expression.path;
  if (segments.some((segment) => readsStream(segment, stream))) return true;
  return expression instanceof RootQuery && !staysBeside(segments[0], stream);
}

function staysBeside(first: Segment | undefined, stream: string): boolean {
  if (first === undefined || isDescendant(first)) return false;
  return first.selectors.every((selector) => selector instanceof NameSelector && selector.name !== stream);
}
