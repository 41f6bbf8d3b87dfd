import type { Segment } from "./model.ts";

/** How many pairs of segments between two layers cross; `place` gives each item's place in its layer. */
export function crossings(segments: readonly Segment[], place: ArrayLike<number>): number {
  const sorted = [...segments].sort((a, b) => place[a.from]! - place[b.from]! || place[a.to]! - place[b.to]!);
  const ends = sorted.map(({ to }) => place[to]!);
  const size = ends.reduce((most, end) => Math.max(most, end + 1), 0);
  // A Fenwick tree counts the ends that lie beyond each next one.
  const tree = new Int32Array(size + 1);
  let count = 0;
  for (const [seen, end] of ends.entries()) {
    let upTo = 0;
    for (let index = end + 1; index > 0; index -= index & -index) upTo += tree[index]!;
    count += seen - upTo;
    for (let index = end + 1; index <= size; index += index & -index) tree[index]! += 1;
  }
  return count;
}
