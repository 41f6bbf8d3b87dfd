import type { Dag } from "./dag.ts";
import { topologicalOrder } from "./order.ts";

/** Weight of each node; never negative. */
type Weights = ArrayLike<number>;

/** Returns for each node the largest sum of weights along a path that starts at it, including its own weight. */
export function remainingPath(dag: Dag, weights: Weights): Float64Array {
  const remaining = new Float64Array(dag.size);
  const order = topologicalOrder(dag);
  for (let position = order.length - 1; position >= 0; position -= 1) {
    const node = order[position]!;
    let longest = 0;
    for (const dependent of dag.dependents[node]!) longest = Math.max(longest, remaining[dependent]!);
    remaining[node] = longest + (weights[node] ?? 0);
  }
  return remaining;
}

interface LongestPath {
  readonly length: number;
  /** From the first node to the last; each is a dependency of the next. Empty only for an empty graph. */
  readonly path: readonly number[];
}

/**
 * Finds the path with the largest sum of weights. Among equally long paths the smaller index wins, from the start on.
 * The path ends where no following node has weight.
 */
export function longestPath(dag: Dag, weights: Weights): LongestPath {
  const remaining = remainingPath(dag, weights);
  let node = foremost(remaining.keys(), remaining);
  if (node === undefined) return { length: 0, path: [] };
  const length = remaining[node]!;
  const path = [node];
  for (;;) {
    node = foremost(dag.dependents[node]!.values(), remaining);
    if (node === undefined || remaining[node] === 0) return { length, path };
    path.push(node);
  }
}

function foremost(nodes: IterableIterator<number>, remaining: Float64Array): number | undefined {
  let best: number | undefined;
  for (const node of nodes) if (best === undefined || remaining[node]! > remaining[best]!) best = node;
  return best;
}
