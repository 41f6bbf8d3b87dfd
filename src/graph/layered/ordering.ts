import type { Skeleton } from "./items.ts";
import type { LayerSegment } from "./model.ts";
import { type Neighbours, neighboursOf } from "./neighbours.ts";
import { groupsIn } from "./whole-groups.ts";

const sweeps = 24;

/**
 * Orders each layer so that few segments cross. Sweeps down and up place every item at the mean of its neighbours; then
 * adjacent items are swapped where that removes crossings. Returns the best order found.
 */
export function orderLayers(skeleton: Skeleton, groupOf: (item: number) => string): readonly (readonly number[])[] {
  const { items, layers, segments } = skeleton;
  const neighbours = neighboursOf(skeleton);
  const place = new Float64Array(items.length);
  const put = (layer: readonly number[]): void => {
    for (const [index, item] of layer.entries()) place[item] = index;
  };
  const total = (): number => segments.reduce((sum, list) => sum + crossings(list, place), 0);
  const current = layers.map((layer) => grouped(layer, groupOf, place));
  for (const layer of current) put(layer);
  let best = current.map((layer) => [...layer]);
  let fewest = total();
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep += 1) {
    const down = sweep % 2 === 0;
    for (let step = 1; step < current.length; step += 1) {
      const index = down ? step : current.length - 1 - step;
      sortByMean(current[index]!, down ? neighbours.above : neighbours.below, place);
      current[index] = grouped(current[index]!, groupOf, place);
      put(current[index]!);
    }
    if (sweep % 4 === 3) exchange(current, neighbours, place, groupOf);
    const now = total();
    if (now >= fewest) continue;
    fewest = now;
    best = current.map((layer) => [...layer]);
  }
  return best;
}

/** Sorts a layer by the means of neighbours. An item without neighbours on that side keeps its position. */
function sortByMean(layer: number[], beside: readonly (readonly number[])[], place: Float64Array): void {
  const mean = new Map(
    layer.map((item) => {
      const others = beside[item]!;
      const sum = others.reduce((all, other) => all + place[other]!, 0);
      return [item, others.length === 0 ? place[item]! : sum / others.length];
    }),
  );
  layer.sort((a, b) => mean.get(a)! - mean.get(b)!);
  for (const [index, item] of layer.entries()) place[item] = index;
}

/** Moves the members of each group together, to the mean of their positions. */
function grouped(layer: readonly number[], groupOf: (item: number) => string, place: Float64Array): number[] {
  for (const [index, item] of layer.entries()) place[item] = index;
  return together(layer, (item) => groupsIn(groupOf(item)), 0, place);
}

/** Moves the members of each group at a depth together, and of the groups inside it. */
function together(
  layer: readonly number[],
  groupsOf: (item: number) => readonly string[],
  depth: number,
  place: Float64Array,
): number[] {
  const groups = new Map<string, number[]>();
  for (const item of layer) {
    // An item without a group is a group by itself.
    const key = groupsOf(item)[depth] ?? `\u0000${item}`;
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [item]);
    else members.push(item);
  }
  if (groups.size === layer.length) return [...layer];
  const mean = (members: readonly number[]): number =>
    members.reduce((sum, item) => sum + place[item]!, 0) / members.length;
  const sorted = [...groups].sort(([, a], [, b]) => mean(a) - mean(b));
  return sorted.flatMap(([key, members]) =>
    key.startsWith("\u0000") ? members : together(members, groupsOf, depth + 1, place),
  );
}

function exchange(
  layers: number[][],
  { above, below }: Neighbours,
  place: Float64Array,
  groupOf: (item: number) => string,
): void {
  for (const layer of layers) {
    for (let index = 0; index + 1 < layer.length; index += 1) {
      const [a, b] = [layer[index]!, layer[index + 1]!];
      if (groupOf(a) !== groupOf(b)) continue;
      const gain =
        inversions(above[a]!, above[b]!, place) +
        inversions(below[a]!, below[b]!, place) -
        inversions(above[b]!, above[a]!, place) -
        inversions(below[b]!, below[a]!, place);
      if (gain <= 0) continue;
      [layer[index], layer[index + 1]] = [b, a];
      [place[a], place[b]] = [index + 1, index];
    }
  }
}

/** Counts pairs in which a neighbour of the left item comes after a neighbour of the right item. */
function inversions(left: readonly number[], right: readonly number[], place: Float64Array): number {
  let count = 0;
  for (const a of left) for (const b of right) if (place[a]! > place[b]!) count += 1;
  return count;
}

/** Counts the pairs of crossing segments between two layers. `place` contains each item's index in its layer. */
function crossings(segments: readonly LayerSegment[], place: ArrayLike<number>): number {
  const sorted = [...segments].sort((a, b) => place[a.from]! - place[b.from]! || place[a.to]! - place[b.to]!);
  const ends = sorted.map(({ to }) => place[to]!);
  const size = ends.reduce((most, end) => Math.max(most, end + 1), 0);
  // A Fenwick tree counts the earlier ends that come after each next one.
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
