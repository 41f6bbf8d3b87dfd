import type { DrawnNode } from "./model.ts";

/** Nodes and the groups within them, nested like child runbooks. */
export interface Nest {
  readonly name: string;
  readonly nodes: readonly DrawnNode[];
  readonly inner: readonly Nest[];
}

/** Sorts nodes into their groups; keeps the order of nodes, and orders groups by their first node. */
export function nestByGroup(nodes: readonly DrawnNode[], depth = 0, name = ""): Nest {
  const own: DrawnNode[] = [];
  const inner = new Map<string, DrawnNode[]>();
  for (const node of nodes) {
    const group = node.group[depth];
    const members = group === undefined ? own : inner.get(group);
    if (members !== undefined) members.push(node);
    else if (group !== undefined) inner.set(group, [node]);
  }
  return { name, nodes: own, inner: [...inner].map(([group, members]) => nestByGroup(members, depth + 1, group)) };
}
