/** A graph to run: the inputs of each artifact, and how long it sleeps. */
export interface Workload {
  readonly inputs: readonly (readonly number[])[];
  /** Milliseconds per artifact; null: it does nothing. */
  readonly sleeps: readonly number[] | null;
}

/** Creates a generator of numbers in [0, 1) that are the same in every run (xorshift). */
export function createRandom(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const indices = (size: number): number[] => [...Array(size).keys()];

/** Makes sources and one artifact that depends on all of them. */
export function wide(size: number): Workload {
  return { inputs: [...indices(size).map(() => []), indices(size)], sleeps: null };
}

export function chain(size: number): Workload {
  return { inputs: indices(size).map((index) => (index === 0 ? [] : [index - 1])), sleeps: null };
}

/** Makes layers in which each artifact has three inputs from the previous layer. */
export function layered(layers: number, width: number): Workload {
  const random = createRandom(42);
  const inputs = indices(layers * width).map((index) => {
    const layer = Math.floor(index / width);
    const taken = new Set<number>();
    while (layer > 0 && taken.size < Math.min(3, width)) taken.add((layer - 1) * width + Math.floor(random() * width));
    return [...taken];
  });
  return { inputs: [...inputs, indices(width).map((index) => (layers - 1) * width + index)], sleeps: null };
}

/** Makes branches of uneven sleeps of 5 to 50 ms. Adjacent branches wait for each other on every third level. */
export function ladder(branches: number, levels: number): Workload {
  const random = createRandom(7);
  const inputs = indices(branches * levels).map((index) => {
    const [level, branch] = [Math.floor(index / branches), index % branches];
    if (level === 0) return [];
    const above = index - branches;
    return level % 3 === 0 ? [above, (level - 1) * branches + (branch ^ 1)] : [above];
  });
  return { inputs, sleeps: inputs.map(() => 5 + Math.floor(random() * 46)) };
}

/** Returns the shortest time in which this number of slots can do the work. */
export function bound({ inputs, sleeps }: Workload, slots: number): number {
  const ends: number[] = [];
  for (const [index, list] of inputs.entries()) {
    ends.push(Math.max(0, ...list.map((input) => ends[input]!)) + (sleeps?.[index] ?? 0));
  }
  const work = (sleeps ?? []).reduce((sum, sleep) => sum + sleep, 0);
  return Math.max(work / slots, ...ends);
}
