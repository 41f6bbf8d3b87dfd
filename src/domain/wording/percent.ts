/**
 * Formats a share from 0 to 1 for every view and export: `67%`, or `-` for null. Rounds to the nearest percent, but
 * shows 100% only for all and 0% only for nothing.
 */
export function formatPercent(share: number | null): string {
  return share === null ? "-" : `${percentOf(share)}%`;
}

/** Returns the rounded number that `formatPercent` shows. */
export function percentOf(share: number): number {
  if (share <= 0 || share >= 1) return Math.round(share * 100);
  return Math.min(99, Math.max(1, Math.round(share * 100)));
}
