import type { Dag } from "./dag.ts";
import type { PathCover } from "./path-cover.ts";

/**
 * Minimises a cover with Dinic's algorithm, which pushes flow back from the end of all paths to their start. Each node
 * has an entry (`v`) and an exit (`size + v`). Flow may always be added to an edge, and removed from it as long as
 * every member stays covered.
 */
export function shrinkCover(
  dag: Dag,
  cover: PathCover,
  bounds: { readonly isMember: Uint8Array; readonly atLeast: number },
): void {
  const network = createNetwork(dag, cover, bounds.isMember);
  while (cover.paths > bounds.atLeast && measure(network)) {
    network.cursor.fill(0);
    for (let exit = 0; exit < dag.size; exit += 1) {
      while (cover.ends[exit]! > 0 && takeBack(network, exit)) cover.paths -= 1;
    }
  }
}

interface Network {
  readonly dag: Dag;
  readonly cover: PathCover;
  readonly isMember: Uint8Array;
  /** Per node, edge numbers towards its dependents, in the order of `dag.dependents`. */
  readonly edges: readonly (readonly number[])[];
  /** Steps from the end of all paths; -1 if not reached. */
  readonly distance: Int32Array;
  /** Distance at which the start of all paths is reached. */
  goal: number;
  /** Per entry and exit: the number of ways out already tried in this phase. */
  readonly cursor: Int32Array;
}

function createNetwork(dag: Dag, cover: PathCover, isMember: Uint8Array): Network {
  const edges: number[][] = Array.from({ length: dag.size }, () => []);
  for (let node = 0; node < dag.size; node += 1) {
    dag.dependencies[node]!.forEach((dependency, position) => {
      edges[dependency]!.push(cover.first[node]! + position);
    });
  }
  const distance = new Int32Array(2 * dag.size);
  return { dag, cover, isMember, edges, distance, goal: -1, cursor: new Int32Array(2 * dag.size) };
}

/**
 * Searches breadth first from the ends of paths. Returns false if their start cannot be reached: the cover is minimal.
 */
function measure(network: Network): boolean {
  const { dag, cover, distance } = network;
  distance.fill(-1);
  network.goal = -1;
  const queue: number[] = [];
  for (let node = 0; node < dag.size; node += 1) {
    if (cover.ends[node]! > 0) {
      distance[dag.size + node] = 0;
      queue.push(dag.size + node);
    }
  }
  for (let head = 0; head < queue.length; head += 1) {
    const place = queue[head]!;
    if (place < dag.size && cover.starts[place]! > 0) {
      network.goal = distance[place]!;
      return true;
    }
    const ways = wayCount(network, place);
    for (let way = 0; way < ways; way += 1) {
      const next = follow(network, place, way);
      if (next === -1 || distance[next] !== -1) continue;
      distance[next] = distance[place]! + 1;
      queue.push(next);
    }
  }
  return false;
}

function wayCount({ dag }: Network, place: number): number {
  return place < dag.size ? dag.dependencies[place]!.length + 1 : dag.dependents[place - dag.size]!.length + 1;
}

/**
 * Returns the entry or exit that a way leads to, or -1 if the way has no capacity. Way 0 passes through the node
 * itself.
 */
function follow({ dag, cover, isMember }: Network, place: number, way: number): number {
  if (place < dag.size) {
    if (way === 0) return dag.size + place;
    const hasFlow = cover.over[cover.first[place]! + way - 1]! > 0;
    return hasFlow ? dag.size + dag.dependencies[place]![way - 1]! : -1;
  }
  const node = place - dag.size;
  if (way > 0) return dag.dependents[node]![way - 1]!;
  return cover.through[node]! > isMember[node]! ? node : -1;
}

/** Removes one path that ends at the node, along shortest ways. Returns false if this phase has none left. */
function takeBack(network: Network, end: number): boolean {
  const { dag, cover, distance, cursor } = network;
  const trail = [dag.size + end];
  while (trail.length > 0) {
    const place = trail[trail.length - 1]!;
    if (place < dag.size && distance[place] === network.goal && cover.starts[place]! > 0) {
      apply(network, trail);
      return true;
    }
    const next = step(network, place);
    if (next !== -1) trail.push(next);
    else {
      trail.pop();
      const back = trail[trail.length - 1];
      if (back !== undefined) cursor[back]! += 1;
    }
  }
  return false;
}

function step(network: Network, place: number): number {
  const { distance, cursor } = network;
  if (distance[place]! >= network.goal) return -1;
  const ways = wayCount(network, place);
  for (; cursor[place]! < ways; cursor[place]! += 1) {
    const next = follow(network, place, cursor[place]!);
    if (next !== -1 && distance[next] === distance[place]! + 1) return next;
  }
  return -1;
}

function apply(network: Network, trail: readonly number[]): void {
  const { dag, cover, cursor, edges } = network;
  cover.ends[trail[0]! - dag.size]! -= 1;
  for (const place of trail.slice(0, -1)) {
    const way = cursor[place]!;
    if (place < dag.size) {
      if (way === 0) cover.through[place]! += 1;
      else cover.over[cover.first[place]! + way - 1]! -= 1;
    } else if (way === 0) cover.through[place - dag.size]! -= 1;
    else cover.over[edges[place - dag.size]![way - 1]!]! += 1;
  }
  cover.starts[trail[trail.length - 1]!]! -= 1;
}
