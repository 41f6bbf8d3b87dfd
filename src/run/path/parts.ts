import { type JSONPathQuery, jsonpath } from "json-p3";
import { isDescendant, type PathSegment } from "./document.ts";

const { FilterSelector, IndexSelector, NameSelector, SliceSelector, WildcardSelector } = jsonpath.selectors;
const { FilterQuery, FunctionExtension, InfixExpression, LogicalExpression, PrefixExpression, RootQuery } =
  jsonpath.expressions;

export type Filter = InstanceType<typeof LogicalExpression>;
type Selector = PathSegment["selectors"][number];
type Expression = InstanceType<typeof jsonpath.expressions.FilterExpression>;

/** A part of a stream, which is read sequentially. */
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

/** A part of a query. The results of the parts, in order, are the result of the query. */
export type QueryPart =
  /** Selects from the value under a key other than the stream. */
  | { readonly kind: "rest"; readonly key: string; readonly segments: readonly PathSegment[] }
  /** Selects from each of these elements of the stream. */
  | { readonly kind: "stream"; readonly of: StreamPart; readonly segments: readonly PathSegment[] };

/** The reason why an expression needs the whole stream as one value. */
export type NeedsWhole = { readonly kind: "descendants" | "array" | "root-in-filter" };

/**
 * Splits a query into parts that need only one element in memory at a time. Filtering and following a path work node by
 * node, so the concatenated results of the parts are the result of the query. `keys`: the other keys of the content, in
 * order.
 */
export function partsOf(
  query: JSONPathQuery,
  { stream, keys }: { readonly stream: string; readonly keys: readonly string[] },
): readonly QueryPart[] | NeedsWhole {
  const [first, ...segments] = query.segments;
  if (first === undefined) return { kind: "array" };
  if (isDescendant(first)) return { kind: "descendants" };
  if (query.segments.some((segment) => readsStream(segment, stream))) return { kind: "root-in-filter" };
  const parts: QueryPart[] = [];
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

function streamParts(segments: readonly PathSegment[]): readonly QueryPart[] | NeedsWhole {
  const [first, ...after] = segments;
  if (first === undefined) return { kind: "array" };
  const own = first.selectors.flatMap(streamPart).map((of): QueryPart => ({ kind: "stream", of, segments: after }));
  // For descendants of an array: first the selection from the array itself, then the descendants of each element.
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

/** Returns whether a filter in the segment reads, from the root, more than the other keys of the content. */
function readsStream(segment: PathSegment, stream: string): boolean {
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
  return expression instanceof RootQuery && !avoidsStream(segments[0], stream);
}

function avoidsStream(first: PathSegment | undefined, stream: string): boolean {
  if (first === undefined || isDescendant(first)) return false;
  return first.selectors.every((selector) => selector instanceof NameSelector && selector.name !== stream);
}
