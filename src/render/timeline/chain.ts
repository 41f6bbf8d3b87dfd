const shownEnds = 6;

/** A long chain with its middle left out, and said how long that is. */
export function shortChain(ids: readonly string[]): readonly string[] {
  const left = ids.length - 2 * shownEnds;
  return left <= 1 ? ids : [...ids.slice(0, shownEnds), `(${left} more)`, ...ids.slice(-shownEnds)];
}
