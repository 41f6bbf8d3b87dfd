/** A directed graph over the indices 0 .. size - 1. It is acyclic if {@link findCycles} finds no cycle. */
export interface Dag {
  readonly size: number;
  /** The dependencies of each node, in the given order, without duplicates. */
  readonly dependencies: readonly (readonly number[])[];
  /** The dependents of each node, ascending. */
  readonly dependents: readonly (readonly number[])[];
}

/**
 * Builds a graph from the dependencies of each node. A repeated dependency counts once. Throws RangeError for an index
 * that is not a node.
 */
export function createDag(dependencies: readonly (readonly number[])[]): Dag {
  const size = dependencies.length;
  // Each list is created with its first member, because an empty array that grows reserves space for sixteen more.
  const dependents: (number[] | null)[] = new Array(size).fill(null);
  const unique = dependencies.map((list, node) => {
    const needed = hasRepeats(list) ? [...new Set(list)] : list;
    for (const dependency of needed) {
      const known = dependents[dependency];
      if (known === undefined) throw new RangeError(`node ${node} depends on ${dependency}, which is not a node`);
      if (known === null) dependents[dependency] = [node];
      else known.push(node);
    }
    return needed;
  });
  return { size, dependencies: unique, dependents: dependents.map((list) => list ?? none) };
}

const none: readonly number[] = [];

/**
 * Returns whether a list may have repetitions. Most lists are short, where comparing all pairs costs less than a set.
 */
function hasRepeats(list: readonly number[]): boolean {
  if (list.length > 16) return true;
  return list.some((item, place) => list.indexOf(item) < place);
}
