import type { Dag } from "../dag.ts";
import { topologicalOrder } from "../order.ts";

/**
 * Assigns a layer to each node, below all its dependencies and as high as possible. Then lowers nodes that have more
 * dependents than dependencies towards their dependents, so that edges become shorter. `before`: the graph with further
 * dependencies to respect.
 */
export function assignLayers(dag: Dag, before: Dag): readonly number[] {
  const order = topologicalOrder(before);
  const layer = new Array<number>(dag.size).fill(0);
  for (const node of order) layer[node] = lowest(before.dependencies[node]!, layer) + 1;
  for (let position = order.length - 1; position >= 0; position -= 1) {
    const node = order[position]!;
    if (dag.dependents[node]!.length <= dag.dependencies[node]!.length) continue;
    layer[node] = Math.min(...before.dependents[node]!.map((dependent) => layer[dependent]!)) - 1;
  }
  return layer;
}

const lowest = (nodes: readonly number[], layer: readonly number[]): number =>
  nodes.reduce((deepest, node) => Math.max(deepest, layer[node]!), -1);
