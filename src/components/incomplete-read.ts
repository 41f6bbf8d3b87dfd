/** Returns the log line about what a connector did not read in full; null if nothing was left out. */
export function incompleteReadNote(counts: ReadonlyMap<string, number>): string | null {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  const most = [...counts].toSorted(([a, few], [b, many]) => many - few || (a < b ? -1 : 1));
  const reasons = most.slice(0, mostReasons).map(([reason, count]) => (all === 1 ? reason : `${count}x ${reason}`));
  const others = most.length - reasons.length;
  const more = others === 0 ? [] : [`${others} more ${others === 1 ? "reason" : "reasons"}`];
  const what = all === 1 ? "1 place was" : `${all} places were`;
  return `${what} not read in full: ${[...reasons, ...more].join("; ")}`;
}

// A reason may contain a size, so there can be many distinct ones. The limit keeps the line short.
const mostReasons = 5;
