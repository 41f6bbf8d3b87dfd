import type { Dag } from "./dag.ts";

/** All that the nodes need, directly or not, ascending. A node of `ids` is in it only if another one needs it. */
export function ancestors(dag: Dag, ids: Iterable<number>): ReadonlySet<number> {
  return reach(dag.dependencies, ids);
}

/** All that needs the nodes, directly or not, ascending. A node of `ids` is in it only if it needs another one. */
export function descendants(dag: Dag, ids: Iterable<number>): ReadonlySet<number> {
  return reach(dag.dependents, ids);
}

function reach(edges: Dag["dependencies"], ids: Iterable<number>): ReadonlySet<number> {
  const seen = new Set<number>();
  const open = [...ids];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const next of edges[node] ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return new Set([...seen].sort((a, b) => a - b));
}
