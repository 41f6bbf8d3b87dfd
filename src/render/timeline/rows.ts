import type { Timeline, TimelineArtifact } from "../../run/index.ts";

/** A line of the chart: an artifact, or many that were taken over one after the other. */
export interface ChartRow {
  /** The first of them. */
  readonly artifact: TimelineArtifact;
  /** How many; 1: this one alone. */
  readonly count: number;
  /** Of several: the ids of the first and the last. */
  readonly last: TimelineArtifact;
}

/** More marks without length than these, one under the other, say nothing that one of them does not. */
const mostMarks = 8;

/** What has a place in time, in the order of the chart. */
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

/** Skipped and pending artifacts have none. */
export const hasPlace = ({ startMs, status }: TimelineArtifact): boolean => startMs !== null || status === "reused";

/** What of a chart is shown when all of it is too much, and what is left out. */
export interface Shortened {
  readonly rows: readonly ChartRow[];
  readonly leftOut: number;
  /** Of those, how long they worked. */
  readonly leftOutMs: number;
}

/** The rows to look at: what failed, still runs or is on the critical path, then what took longest; in their order. */
export function shortenRows(rows: readonly ChartRow[], most: number): Shortened {
  if (rows.length <= most) return { rows, leftOut: 0, leftOutMs: 0 };
  const rank = ({ artifact: { status, isCritical }, count }: ChartRow): number => {
    if (count > 1 || status === "failed" || status === "running") return 0;
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
