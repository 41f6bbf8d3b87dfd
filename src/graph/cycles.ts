import type { Dag } from "./dag.ts";

/**
 * Nodes of which each depends on the next, and the last on the first. A node that depends on itself is a cycle of one
 * node.
 */
type Cycle = readonly number[];

/**
 * Finds one cycle for each strongly connected component that has one: the shortest through the component's smallest
 * index, which comes first. Ordered by that index. Linear in the size of the graph.
 */
export function findCycles(dag: Dag): readonly Cycle[] {
  const component = stronglyConnected(dag);
  const smallest = new Map<number, number>();
  const members = new Map<number, number>();
  for (let node = 0; node < dag.size; node += 1) {
    const own = component[node]!;
    if (!smallest.has(own)) smallest.set(own, node);
    members.set(own, (members.get(own) ?? 0) + 1);
  }
  const cycles: Cycle[] = [];
  for (const [own, start] of smallest) {
    const isCyclic = members.get(own)! > 1 || dag.dependencies[start]!.includes(start);
    if (isCyclic) cycles.push(shortestCycle(dag, start, component));
  }
  return cycles;
}

/** Searches breadth first from the start, inside its component, until it reaches the start again. */
function shortestCycle(dag: Dag, start: number, component: Int32Array): Cycle {
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (let head = 0; head < queue.length; head += 1) {
    const node = queue[head]!;
    for (const dependency of dag.dependencies[node]!) {
      if (dependency === start) return pathTo(node, cameFrom);
      if (component[dependency] !== component[start] || cameFrom.has(dependency)) continue;
      cameFrom.set(dependency, node);
      queue.push(dependency);
    }
  }
  throw new RangeError("a strongly connected component without a cycle");
}

function pathTo(end: number, cameFrom: ReadonlyMap<number, number>): Cycle {
  const path: number[] = [];
  for (let node: number | undefined = end; node !== undefined; node = cameFrom.get(node)) path.push(node);
  return path.reverse();
}

interface Search {
  readonly component: Int32Array;
  readonly index: Int32Array;
  readonly low: Int32Array;
  readonly cursor: Int32Array;
  readonly open: number[];
  readonly path: number[];
  visited: number;
  found: number;
}

/**
 * Returns the number of the strongly connected component of each node. Uses Tarjan's algorithm without recursion: a
 * chain of 100,000 artifacts must not overflow the stack.
 */
export function stronglyConnected(dag: Dag): Int32Array {
  const search: Search = {
    component: new Int32Array(dag.size).fill(-1),
    index: new Int32Array(dag.size).fill(-1),
    low: new Int32Array(dag.size),
    cursor: new Int32Array(dag.size),
    open: [],
    path: [],
    visited: 0,
    found: 0,
  };
  for (let root = 0; root < dag.size; root += 1) {
    if (search.index[root] !== -1) continue;
    enter(search, root);
    while (search.path.length > 0) advance(dag, search);
  }
  return search.component;
}

function enter(search: Search, node: number): void {
  search.index[node] = search.visited;
  search.low[node] = search.visited;
  search.visited += 1;
  search.open.push(node);
  search.path.push(node);
}

function advance(dag: Dag, search: Search): void {
  const node = search.path[search.path.length - 1]!;
  const next = dag.dependencies[node]![search.cursor[node]!];
  if (next === undefined) {
    leave(search, node);
    return;
  }
  search.cursor[node]! += 1;
  if (search.index[next] === -1) enter(search, next);
  else if (search.component[next] === -1) lower(search, node, search.index[next]!);
}

function leave(search: Search, node: number): void {
  search.path.pop();
  const above = search.path[search.path.length - 1];
  if (above !== undefined) lower(search, above, search.low[node]!);
  if (search.low[node] !== search.index[node]) return;
  for (let member = search.open.pop(); member !== undefined; member = search.open.pop()) {
    search.component[member] = search.found;
    if (member === node) break;
  }
  search.found += 1;
}

function lower(search: Search, node: number, to: number): void {
  if (to < search.low[node]!) search.low[node] = to;
}
