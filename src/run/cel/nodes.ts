import type { ASTNode } from "@marcbachmann/cel-js";

/** Limits of an expression. Its evaluation recurses over its nodes. */
export const celLimits = { maxAstNodes: 1000, maxDepth: 50 } as const;

/** Yields a node and all nodes below it. */
export function* nodesIn(node: ASTNode): Generator<ASTNode> {
  yield node;
  for (const part of partsOf(node)) yield* nodesIn(part);
}

/** Returns the nodes directly below a node, in the order written. */
export function partsOf(node: ASTNode): readonly ASTNode[] {
  const parts: readonly unknown[] = Array.isArray(node.args) ? node.args.flat(2) : [node.args];
  return parts.filter(isNode);
}

export const isNode = (value: unknown): value is ASTNode =>
  typeof value === "object" && value !== null && "op" in value;
