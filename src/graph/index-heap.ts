/** A set of numbers that gives back the foremost one first. */
export interface IndexHeap {
  readonly size: number;
  readonly push: (item: number) => void;
  /** Takes the foremost item; undefined when empty. */
  readonly pop: () => number | undefined;
  readonly peek: () => number | undefined;
}

/** A binary heap. `before` must be a strict total order, so that the sequence of pops is determined by the items. */
export function createIndexHeap(before: (a: number, b: number) => boolean): IndexHeap {
  const items: number[] = [];

  const push = (item: number): void => {
    let hole = items.length;
    items.push(item);
    while (hole > 0) {
      const up = (hole - 1) >> 1;
      const above = items[up]!;
      if (!before(item, above)) break;
      items[hole] = above;
      hole = up;
    }
    items[hole] = item;
  };

  const sink = (item: number): void => {
    const length = items.length;
    let hole = 0;
    for (;;) {
      let down = 2 * hole + 1;
      if (down >= length) break;
      if (down + 1 < length && before(items[down + 1]!, items[down]!)) down += 1;
      if (!before(items[down]!, item)) break;
      items[hole] = items[down]!;
      hole = down;
    }
    items[hole] = item;
  };

  const pop = (): number | undefined => {
    const first = items[0];
    const last = items.pop();
    if (first === undefined || last === undefined) return undefined;
    if (items.length > 0) sink(last);
    return first;
  };

  return {
    get size() {
      return items.length;
    },
    push,
    pop,
    peek: () => items[0],
  };
}
