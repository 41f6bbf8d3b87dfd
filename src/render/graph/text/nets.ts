/** A line between two layers that connects all its sources with all its targets. */
export interface Net {
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Positions of the sources and targets along the gap. */
  readonly sources: readonly number[];
  readonly targets: readonly number[];
}

interface Segment {
  readonly from: number;
  readonly to: number;
}

/** The edges that leave one node. */
interface Branch {
  readonly from: number;
  readonly to: ReadonlySet<number>;
}

/** The part of a branch that must be drawn separately. */
interface Cut {
  readonly branch: number;
  readonly to: ReadonlySet<number>;
}

/**
 * Combines the edges of a gap into lines that cannot be misread. If two lines meet at a target, each seems to lead on
 * to the other's targets; so the targets of one must be a subset of the other's. Everything beyond that subset is drawn
 * separately; with `isFine`, so is everything in which two lines that meet differ. Branches with the same targets are
 * then drawn together.
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

/**
 * Returns a key that is equal for branches drawn as one. A source with several branches keeps its own key: another
 * source that joined one of them would seem to join all.
 */
function keyIn(branches: readonly Branch[]): (branch: Branch) => string {
  const partsOf = Map.groupBy(branches, ({ from }) => from);
  return ({ from, to }) => {
    const targets = [...to].sort((a, b) => a - b).join();
    return partsOf.get(from)!.length === 1 ? targets : `${from}: ${targets}`;
  };
}

/** Returns what to draw separately of the first two branches that could be confused. */
function cutsOf(branches: readonly Branch[], positionOf: (item: number) => number, isFine: boolean): readonly Cut[] {
  for (const [a, one] of branches.entries()) {
    for (let b = a + 1; b < branches.length; b += 1) {
      const other = branches[b]!;
      const shared = one.to.intersection(other.to);
      if (shared.size === 0) continue;
      const isNested = !isFine && shared.size === Math.min(one.to.size, other.to.size);
      // The line of a source directly opposite its target passes every line that arrives there.
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
