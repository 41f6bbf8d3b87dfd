import type { Skeleton } from "./items.ts";

/** Neighbours of each item in the layer above and below. */
export interface Neighbours {
  readonly above: readonly (readonly number[])[];
  readonly below: readonly (readonly number[])[];
}

/** Collects the items that segments connect to each item. */
export function neighboursOf({ items, segments }: Pick<Skeleton, "items" | "segments">): Neighbours {
  const above: number[][] = items.map(() => []);
  const below: number[][] = items.map(() => []);
  for (const { from, to } of segments.flat()) {
    below[from]!.push(to);
    above[to]!.push(from);
  }
  return { above, below };
}
