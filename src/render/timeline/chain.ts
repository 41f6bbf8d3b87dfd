const shownEnds = 6;

/** Returns a long chain without its middle, whose length is given instead. */
export function shortChain(ids: readonly string[]): readonly string[] {
  const left = ids.length - 2 * shownEnds;
  return left <= 1 ? ids : [...ids.slice(0, shownEnds), `(${left} more)`, ...ids.slice(-shownEnds)];
}
