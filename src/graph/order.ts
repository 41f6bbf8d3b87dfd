import type { Dag } from "./dag.ts";
import { createIndexHeap } from "./index-heap.ts";

/**
 * Every node after its dependencies; among those that could come next, the smallest index. Throws RangeError when
 * the graph has a cycle.
 */
export function topologicalOrder(dag: Dag): readonly number[] {
  const missing = Int32Array.from(dag.dependencies, (list) => list.length);
  const next = createIndexHeap((a, b) => a < b);
  for (let node = 0; node < dag.size; node += 1) if (missing[node] === 0) next.push(node);
  const order: number[] = [];
  for (let node = next.pop(); node !== undefined; node = next.pop()) {
    order.push(node);
    for (const dependent of dag.dependents[node]!) {
      missing[dependent]! -= 1;
      if (missing[dependent] === 0) next.push(dependent);
    }
  }
  if (order.length < dag.size) throw new RangeError("the graph has a cycle");
  return order;
}
