import type { Dag } from "../dag.ts";
import { topologicalOrder } from "../order.ts";

/**
 * Assigns a layer to each node, below all its dependencies and as high as possible. Then lowers nodes that have more
 * dependents than dependencies towards their dependents, so that edges become shorter.
 */
export function assignLayers(dag: Dag): readonly number[] {
  const order = topologicalOrder(dag);
  const layer = new Array<number>(dag.size).fill(0);
  for (const node of order) layer[node] = lowest(dag.dependencies[node]!, layer) + 1;
  for (let position = order.length - 1; position >= 0; position -= 1) {
    const node = order[position]!;
    const dependents = dag.dependents[node]!;
    if (dependents.length <= dag.dependencies[node]!.length) continue;
    layer[node] = Math.min(...dependents.map((dependent) => layer[dependent]!)) - 1;
  }
  return layer;
}

const lowest = (nodes: readonly number[], layer: readonly number[]): number =>
  nodes.reduce((deepest, node) => Math.max(deepest, layer[node]!), -1);
