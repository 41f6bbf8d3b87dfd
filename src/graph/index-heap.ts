/** A priority queue of numbers. */
interface IndexHeap {
  readonly size: number;
  readonly push: (item: number) => void;
  /** Removes and returns the first item; undefined if empty. */
  readonly pop: () => number | undefined;
  readonly peek: () => number | undefined;
}

/** Creates a binary heap. `before` must be a strict total order, so that the items determine the sequence of pops. */
export function createIndexHeap(before: (a: number, b: number) => boolean): IndexHeap {
  return new BinaryHeap(before);
}

class BinaryHeap implements IndexHeap {
  readonly #before: (a: number, b: number) => boolean;
  readonly #items: number[] = [];

  constructor(before: (a: number, b: number) => boolean) {
    this.#before = before;
  }

  get size(): number {
    return this.#items.length;
  }

  push(item: number): void {
    const items = this.#items;
    let hole = items.length;
    items.push(item);
    while (hole > 0) {
      const up = (hole - 1) >> 1;
      const above = items[up]!;
      if (!this.#before(item, above)) break;
      items[hole] = above;
      hole = up;
    }
    items[hole] = item;
  }

  pop(): number | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (first === undefined || last === undefined) return undefined;
    if (items.length > 0) this.#sink(last);
    return first;
  }

  peek(): number | undefined {
    return this.#items[0];
  }

  /** Moves the item down from the root, whose slot is free, to its position. */
  #sink(item: number): void {
    const items = this.#items;
    const before = this.#before;
    let hole = 0;
    for (;;) {
      let down = 2 * hole + 1;
      if (down >= items.length) break;
      if (down + 1 < items.length && before(items[down + 1]!, items[down]!)) down += 1;
      if (!before(items[down]!, item)) break;
      items[hole] = items[down]!;
      hole = down;
    }
    items[hole] = item;
  }
}
