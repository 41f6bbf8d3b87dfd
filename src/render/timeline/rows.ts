import type { Timeline, TimelineArtifact } from "../../run/index.ts";

/** A line of the chart: an artifact, or many consecutive reused ones. */
export interface ChartRow {
  /** The first of them. */
  readonly artifact: TimelineArtifact;
  /** The number of artifacts; 1 for a single one. */
  readonly count: number;
  /** The last of several artifacts; the line shows the ids of the first and the last. */
  readonly last: TimelineArtifact;
}

/** More consecutive marks without duration add nothing to a single one. */
const mostMarks = 8;

/** Returns the artifacts that have a time, in the order of the chart. */
export function chartRows({ artifacts }: Pick<Timeline, "artifacts">): readonly ChartRow[] {
  const drawn = artifacts.filter(hasPlace);
  const rows: ChartRow[] = [];
  for (let at = 0; at < drawn.length; ) {
    const first = drawn[at]!;
    let end = at + 1;
    while (first.status === "reused" && drawn[end]?.status === "reused") end += 1;
    const together = drawn.slice(at, end);
    if (together.length > mostMarks) rows.push({ artifact: first, count: together.length, last: together.at(-1)! });
    else rows.push(...together.map((artifact) => ({ artifact, count: 1, last: artifact })));
    at = end;
  }
  return rows;
}

/** Returns whether an artifact has a time; skipped and pending ones have none. */
export const hasPlace = ({ startMs, status }: TimelineArtifact): boolean => startMs !== null || status === "reused";

/** The rows of a chart that is too large, and what is left out. */
interface ShortenedRows {
  readonly rows: readonly ChartRow[];
  readonly leftOut: number;
  /** How long the artifacts left out worked. */
  readonly leftOutMs: number;
}

/**
 * Selects the most important rows, and keeps their order: failed, interrupted, running or critical artifacts, then the
 * longest.
 */
export function shortenRows(rows: readonly ChartRow[], most: number): ShortenedRows {
  if (rows.length <= most) return { rows, leftOut: 0, leftOutMs: 0 };
  const rank = ({ artifact: { status, isCritical }, count }: ChartRow): number => {
    if (count > 1 || status === "failed" || status === "interrupted" || status === "running") return 0;
    return isCritical ? 1 : 2;
  };
  const took = ({ artifact }: ChartRow): number => artifact.durationMs ?? 0;
  const chosen = new Set([...rows].sort((a, b) => rank(a) - rank(b) || took(b) - took(a)).slice(0, most));
  const left = rows.filter((row) => !chosen.has(row));
  return {
    rows: rows.filter((row) => chosen.has(row)),
    leftOut: left.reduce((sum, { count }) => sum + count, 0),
    leftOutMs: left.reduce((sum, row) => sum + took(row), 0),
  };
}
