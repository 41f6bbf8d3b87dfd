import type { Dag } from "./dag.ts";

/**
 * Returns all direct and indirect dependencies of the nodes, ascending, at most `steps` steps away. Includes a node of
 * `ids` only if another node of `ids` depends on it.
 */
export function ancestors(dag: Dag, ids: Iterable<number>, steps = Number.POSITIVE_INFINITY): ReadonlySet<number> {
  return reach(dag.dependencies, ids, steps);
}

/**
 * Returns all direct and indirect dependents of the nodes, ascending, at most `steps` steps away. Includes a node of
 * `ids` only if it depends on another node of `ids`.
 */
export function descendants(dag: Dag, ids: Iterable<number>, steps = Number.POSITIVE_INFINITY): ReadonlySet<number> {
  return reach(dag.dependents, ids, steps);
}

function reach(edges: Dag["dependencies"], ids: Iterable<number>, steps: number): ReadonlySet<number> {
  const seen = new Set<number>();
  let level = [...ids];
  for (let step = 0; step < steps && level.length > 0; step += 1) {
    const further: number[] = [];
    for (const node of level) {
      for (const next of edges[node] ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        further.push(next);
      }
    }
    level = further;
  }
  return new Set([...seen].sort((a, b) => a - b));
}
