import type { Dag } from "./dag.ts";
import { createNumberSet } from "./number-set.ts";

/**
 * Orders every node after its dependencies. Among the possible next nodes, the smallest index comes first. Throws
 * RangeError if the graph has a cycle.
 */
export function topologicalOrder(dag: Dag): readonly number[] {
  const missing = Int32Array.from(dag.dependencies, (list) => list.length);
  const next = createNumberSet(dag.size);
  for (let node = 0; node < dag.size; node += 1) if (missing[node] === 0) next.add(node);
  const order: number[] = [];
  for (let node = next.takeSmallest(); node !== undefined; node = next.takeSmallest()) {
    order.push(node);
    for (const dependent of dag.dependents[node]!) {
      missing[dependent]! -= 1;
      if (missing[dependent] === 0) next.add(dependent);
    }
  }
  if (order.length < dag.size) throw new RangeError("the graph has a cycle");
  return order;
}
