import { createIndexHeap, type Dag, type IndexHeap, remainingPath } from "../graph/index.ts";

/** Ready artifacts by index: the longest remaining path first, then the order of the file. */
export function createReadyQueue(dag: Dag, weights: ArrayLike<number>): IndexHeap {
  const remaining = remainingPath(dag, weights);
  return createIndexHeap((a, b) => {
    const difference = remaining[a]! - remaining[b]!;
    return difference > 0 || (difference === 0 && a < b);
  });
}
