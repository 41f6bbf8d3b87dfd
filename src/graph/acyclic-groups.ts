import { stronglyConnected } from "./cycles.ts";
import { createDag, type Dag } from "./dag.ts";
import { topologicalOrder } from "./order.ts";

/**
 * Assigns a group number to each node. Groups are numbered in the order of their first nodes. Nodes with the same
 * `keyOf` share a group, except that groups which depend on each other in a cycle are split along the graph until none
 * do.
 */
export function acyclicGroups(dag: Dag, keyOf: (node: number) => string): readonly number[] {
  const group = numbered(dag.size, keyOf);
  const circle = stronglyConnected(graphOfGroups(dag, group));
  const members = new Map<number, number>();
  for (const one of circle) members.set(one, (members.get(one) ?? 0) + 1);
  const isCircular = (node: number): boolean => members.get(circle[group[node]!]!)! > 1;
  if (!group.some((_, node) => isCircular(node))) return group;
  // Within a cycle of groups, a new phase starts wherever an edge leads from one group to another. The phase never
  // decreases along an edge.
  const phase = new Int32Array(dag.size);
  for (const node of topologicalOrder(dag)) {
    for (const input of dag.dependencies[node]!) {
      if (circle[group[input]!] !== circle[group[node]!]) continue;
      phase[node] = Math.max(phase[node]!, phase[input]! + (group[input] === group[node] ? 0 : 1));
    }
  }
  return numbered(dag.size, (node) => (isCircular(node) ? `${group[node]} ${phase[node]}` : `${group[node]}`));
}

function numbered(size: number, keyOf: (node: number) => string): readonly number[] {
  const numbers = new Map<string, number>();
  return Array.from({ length: size }, (_, node) => {
    const key = keyOf(node);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}

/** Builds the graph of groups: each group depends on the groups of its nodes' dependencies. */
function graphOfGroups({ size, dependencies }: Dag, group: readonly number[]): Dag {
  const needed: Set<number>[] = [];
  for (let node = 0; node < size; node += 1) {
    needed[group[node]!] ??= new Set();
    for (const input of dependencies[node]!) {
      if (group[input] !== group[node]) needed[group[node]!]!.add(group[input]!);
    }
  }
  return createDag(needed.map((one) => [...one]));
}
