import type { Dag } from "./dag.ts";
import { topologicalOrder } from "./order.ts";
import { greedyCover } from "./path-cover.ts";
import { shrinkCover } from "./shrink-cover.ts";

interface WidthOptions {
  /** Counts only these nodes. Paths between them through other nodes still connect them. All nodes by default. */
  readonly subset?: Iterable<number>;
  /** The exact width does not matter above this value. */
  readonly stopAt?: number;
}

/**
 * Returns the largest number of nodes of which none can be reached from another, at most `stopAt`.
 *
 * By Dilworth's theorem this is the smallest number of paths (sharing nodes) that cover the members. A quick lower
 * bound, the largest set of nodes at the same depth, and a quick upper bound, a greedy cover, are often equal;
 * otherwise the cover is reduced as a minimum flow. Memory is linear in nodes and edges: no transitive closure is
 * built.
 */
export function width(dag: Dag, options: WidthOptions = {}): number {
  const stopAt = options.stopAt ?? Number.POSITIVE_INFINITY;
  const isMember = membership(dag, options.subset);
  const order = topologicalOrder(dag);
  const atLeast = largestLevel(dag, order, isMember);
  if (atLeast >= stopAt) return stopAt;
  const cover = greedyCover(dag, order, isMember);
  if (cover.paths > atLeast) shrinkCover(dag, cover, { isMember, atLeast });
  return Math.min(cover.paths, stopAt);
}

function membership(dag: Dag, subset: Iterable<number> | undefined): Uint8Array {
  const isMember = new Uint8Array(dag.size);
  if (subset === undefined) isMember.fill(1);
  else for (const node of subset) isMember[node] = 1;
  return isMember;
}

/**
 * Returns the size of the largest level: members with equally many members on the longest way to them cannot reach one
 * another.
 */
function largestLevel(dag: Dag, order: readonly number[], isMember: Uint8Array): number {
  const depth = new Int32Array(dag.size);
  const size = new Int32Array(dag.size + 1);
  let largest = 0;
  for (const node of order) {
    let above = 0;
    for (const dependency of dag.dependencies[node]!) above = Math.max(above, depth[dependency]!);
    depth[node] = above + isMember[node]!;
    if (isMember[node] === 0) continue;
    size[depth[node]!]! += 1;
    largest = Math.max(largest, size[depth[node]!]!);
  }
  return largest;
}
