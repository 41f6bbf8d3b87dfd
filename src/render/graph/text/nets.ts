/** A line between two layers: all its sources lead to all its targets. */
export interface Net {
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Where these are, across the gap. */
  readonly sources: readonly number[];
  readonly targets: readonly number[];
}

interface Segment {
  readonly from: number;
  readonly to: number;
}

/** What leaves one place. */
interface Branch {
  readonly from: number;
  readonly to: ReadonlySet<number>;
}

/** What of a branch is to be drawn apart. */
interface Cut {
  readonly branch: number;
  readonly to: ReadonlySet<number>;
}

/**
 * The edges of a gap as lines that can be followed without a mistake. Two lines that meet at a target lead on, as far as
 * the eye can tell, to each other's targets; so one of the two may only go where the other goes too, and what is beyond
 * that is drawn apart, and with `isFine`, all in which two that meet differ. What goes to the same places then goes there
 * together.
 */
export function netsOf(
  segments: readonly Segment[],
  { positionOf, isFine }: { readonly positionOf: (item: number) => number; readonly isFine: boolean },
): readonly Net[] {
  const bySource = Map.groupBy(segments, ({ from }) => from);
  let branches: readonly Branch[] = [...bySource].map(([from, list]) => ({
    from,
    to: new Set(list.map(({ to }) => to)),
  }));
  for (let cuts = cutsOf(branches, positionOf, isFine); cuts.length > 0; cuts = cutsOf(branches, positionOf, isFine)) {
    branches = branches.flatMap((branch, place) => {
      const cut = cuts.find((one) => one.branch === place);
      if (cut === undefined) return [branch];
      return [cut.to, branch.to.difference(cut.to)].map((to) => ({ from: branch.from, to }));
    });
  }
  return [...Map.groupBy(branches, keyIn(branches)).values()].map((same) => {
    const from = same.map((one) => one.from);
    const to = [...same[0]!.to].sort((a, b) => a - b);
    return { from, to, sources: from.map(positionOf), targets: to.map(positionOf) };
  });
}

/** The same for those that are drawn as one. Where a line branches off, others that joined it would seem to as well. */
function keyIn(branches: readonly Branch[]): (branch: Branch) => string {
  const partsOf = Map.groupBy(branches, ({ from }) => from);
  return ({ from, to }) => {
    const targets = [...to].sort((a, b) => a - b).join();
    return partsOf.get(from)!.length === 1 ? targets : `${from}: ${targets}`;
  };
}

/** What is to be drawn apart of the first two branches that could be mistaken for each other. */
function cutsOf(branches: readonly Branch[], positionOf: (item: number) => number, isFine: boolean): readonly Cut[] {
  for (const [a, one] of branches.entries()) {
    for (let b = a + 1; b < branches.length; b += 1) {
      const other = branches[b]!;
      const shared = one.to.intersection(other.to);
      if (shared.size === 0) continue;
      const isNested = !isFine && shared.size === Math.min(one.to.size, other.to.size);
      // The line of a source that stands opposite of its target passes all that arrives there.
      const opposite = [one, other].map(({ from }) => positionOf(from));
      const to = isNested ? new Set([...shared].filter((item) => opposite.includes(positionOf(item)))) : shared;
      const cuts = [a, b]
        .map((branch) => ({ branch, to }))
        .filter((cut) => to.size > 0 && to.size < branches[cut.branch]!.to.size);
      if (cuts.length > 0) return cuts;
    }
  }
  return [];
}
