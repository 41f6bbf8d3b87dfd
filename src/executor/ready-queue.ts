import { createNumberSet, type Dag, type NumberSet, remainingPath } from "../graph/index.ts";

/** Ready artifacts, by index. */
export interface ReadyQueue {
  readonly size: number;
  readonly push: (artifact: number) => void;
  /** Removes and returns the artifact that starts next; undefined if none is ready. */
  readonly pop: () => number | undefined;
}

/**
 * Creates a queue that orders artifacts by the longest remaining path, then by their order in the file. The order of
 * all artifacts is computed once.
 */
export function createReadyQueue(dag: Dag, weights: ArrayLike<number>): ReadyQueue {
  const order = startOrder(remainingPath(dag, weights));
  const ranks = new Int32Array(order.length);
  for (let rank = 0; rank < order.length; rank++) ranks[order[rank]!] = rank;
  return new RankedQueue(order, ranks);
}

class RankedQueue implements ReadyQueue {
  /** The artifact of each rank, and the rank of each artifact. */
  readonly #order: Int32Array;
  readonly #ranks: Int32Array;
  readonly #ready: NumberSet;

  constructor(order: Int32Array, ranks: Int32Array) {
    this.#order = order;
    this.#ranks = ranks;
    this.#ready = createNumberSet(order.length);
  }

  get size(): number {
    return this.#ready.size;
  }

  push(artifact: number): void {
    this.#ready.add(this.#ranks[artifact]!);
  }

  pop(): number | undefined {
    const rank = this.#ready.takeSmallest();
    return rank === undefined ? undefined : this.#order[rank];
  }
}

function startOrder(remaining: ArrayLike<number>): Int32Array {
  const order = Int32Array.from({ length: remaining.length }, (_, artifact) => artifact);
  // If no path is longer than the previous ones, the file is already in this order.
  const isSorted = order.every((artifact) => artifact === 0 || remaining[artifact - 1]! >= remaining[artifact]!);
  return isSorted ? order : order.sort((a, b) => remaining[b]! - remaining[a]! || a - b);
}
