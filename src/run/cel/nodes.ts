/** Limits of an expression. Its evaluation recurses over its nodes. */
export const celLimits = { maxAstNodes: 1000, maxDepth: 50 } as const;

/**
 * What the functions here need of a node of the CEL library. The types of the library stay out of the declarations that
 * are published, because whoever installs the package does not have them.
 */
export interface ExpressionNode {
  readonly op: string;
  readonly args: unknown;
}

/** Yields a node and all nodes below it. */
export function* nodesIn<N extends ExpressionNode>(node: N): Generator<N> {
  yield node;
  for (const part of partsOf(node)) yield* nodesIn(part);
}

/** Returns the nodes directly below a node, in the order written. They are of the same union of types. */
export function partsOf<N extends ExpressionNode>(node: N): readonly N[] {
  const parts: readonly unknown[] = Array.isArray(node.args) ? node.args.flat(2) : [node.args];
  return parts.filter(isNode) as readonly ExpressionNode[] as readonly N[];
}

export const isNode = (value: unknown): value is ExpressionNode =>
  typeof value === "object" && value !== null && "op" in value;
