/** A directed graph over the indices 0 .. size - 1. Acyclic when {@link findCycles} finds none. */
export interface Dag {
  readonly size: number;
  /** What each node needs, in the order given, each once. */
  readonly dependencies: readonly (readonly number[])[];
  /** What needs each node, ascending. */
  readonly dependents: readonly (readonly number[])[];
}

/**
 * Builds a graph from what each node needs. A repeated dependency counts once. Throws RangeError for an index that
 * is not a node.
 */
export function createDag(dependencies: readonly (readonly number[])[]): Dag {
  const size = dependencies.length;
  const dependents: number[][] = Array.from({ length: size }, () => []);
  const unique = dependencies.map((list, node) => {
    const needed = hasRepeats(list) ? [...new Set(list)] : list;
    for (const dependency of needed) {
      const known = dependents[dependency];
      if (known === undefined) throw new RangeError(`node ${node} depends on ${dependency}, which is not a node`);
      known.push(node);
    }
    return needed;
  });
  return { size, dependencies: unique, dependents };
}

/** Most lists are short, and a set costs more than all comparisons. */
function hasRepeats(list: readonly number[]): boolean {
  if (list.length > 16) return true;
  return list.some((item, place) => list.indexOf(item) < place);
}
