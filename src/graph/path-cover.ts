import type { Dag } from "./dag.ts";

/**
 * A flow of paths through the graph that visits every member at least once. Paths may share nodes, so two members count
 * as connected if one can be reached from the other through any nodes.
 */
export interface PathCover {
  /** Total number of paths. */
  paths: number;
  /** Per node: the number of paths through it, starting at it, and ending at it. */
  readonly through: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Per edge: the number of paths over it. Edge `first[v] + k` comes from `dag.dependencies[v][k]`. */
  readonly over: Int32Array;
  readonly first: Int32Array;
}

/** Builds a cover that follows, from each member, the first dependency whose path no other node has continued yet. */
export function greedyCover(dag: Dag, order: readonly number[], isMember: Uint8Array): PathCover {
  const first = new Int32Array(dag.size + 1);
  for (let node = 0; node < dag.size; node += 1) first[node + 1] = first[node]! + dag.dependencies[node]!.length;
  const cover: PathCover = {
    paths: 0,
    through: new Int32Array(dag.size),
    starts: new Int32Array(dag.size),
    ends: new Int32Array(dag.size),
    over: new Int32Array(first[dag.size]!),
    first,
  };
  for (const node of order) visit(dag, cover, node, isMember[node] === 1);
  return cover;
}

function visit(dag: Dag, cover: PathCover, node: number, isMember: boolean): void {
  const position = dag.dependencies[node]!.findIndex((dependency) => cover.ends[dependency]! > 0);
  if (position === -1 && !isMember) return;
  if (position === -1) {
    cover.starts[node] = 1;
    cover.paths += 1;
  } else {
    cover.ends[dag.dependencies[node]![position]!]! -= 1;
    cover.over[cover.first[node]! + position] = 1;
  }
  cover.through[node] = 1;
  cover.ends[node] = 1;
}
