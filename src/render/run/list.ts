import type { Counts, RunStatus, RunSummary } from "../../domain/index.ts";
import { formatDuration, formatMoment, type Palette, renderTable, safeText, textWidth } from "../text/index.ts";

/** Returns `4 completed, 2 failed (1 optional), 2 skipped`, without zero counts. */
export function formatCounts(counts: Counts): string {
  const parts = [
    [counts.completed, "completed"],
    [counts.reused, "reused"],
    [counts.failed, counts.optionalFailed > 0 ? `failed (${counts.optionalFailed} optional)` : "failed"],
    [counts.skipped, "skipped"],
  ] as const;
  const said = parts.filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`);
  return said.length > 0 ? said.join(", ") : "nothing ended";
}

export function paintStatus(status: RunStatus | string, palette: Palette): string {
  if (status === "completed" || status === "reused") return palette.green(status);
  if (status === "failed" || status === "timed-out") return palette.red(status);
  if (status === "pending" || status === "running") return status;
  return palette.yellow(status);
}

export interface RunListOptions {
  /** Width of the terminal; undefined: nothing is cut. */
  readonly columns?: number | undefined;
  readonly ascii?: boolean | undefined;
}

/**
 * Renders the table of `wct runs`. If `columns` are too few, it shows less of each run: the id also contains the start.
 */
export function renderRunList(
  runs: readonly RunSummary[],
  palette: Palette,
  { columns, ascii }: RunListOptions = {},
): string {
  const whole = wholeTable(runs, palette);
  if (columns === undefined || widthOf(whole) <= columns) return whole;
  return narrowTable(runs, palette, { columns, cut: ascii ? "..." : "…" });
}

const widthOf = (text: string): number => Math.max(...text.split("\n").map(textWidth));

function wholeTable(runs: readonly RunSummary[], palette: Palette): string {
  const rows = runs.map((run) => [
    run.id,
    paintStatus(run.status, palette),
    safeText(run.runbook.path),
    formatMoment(run.startedAt),
    formatDuration(run.durationMs),
    formatCounts(run.counts),
  ]);
  const columns = ["run", "status", "runbook", "started", "duration", "artifacts"];
  return renderTable(
    columns.map((title) => (title === "duration" ? { title, align: "right" } : { title })),
    rows,
  );
}

/** A shorter piece of a path is useless. */
const shortestPath = 10;

function narrowTable(
  runs: readonly RunSummary[],
  palette: Palette,
  { columns, cut }: { readonly columns: number; readonly cut: string },
): string {
  const table = (path: (run: RunSummary) => string): string =>
    renderTable(
      [
        { title: "run" },
        { title: "status" },
        { title: "runbook" },
        { title: "duration", align: "right" },
        { title: "made" },
      ],
      runs.map((run) => [
        run.id,
        paintStatus(run.status, palette),
        path(run),
        formatDuration(run.durationMs),
        `${run.counts.completed + run.counts.reused} of ${run.artifacts}`,
      ]),
    );
  const title = "runbook".length;
  const others =
    Math.max(
      ...table(() => "")
        .split("\n")
        .map(textWidth),
    ) - title;
  const room = Math.max(shortestPath, columns - others);
  return table((run) => lastPart(safeText(run.runbook.path), room, cut));
}

/** Keeps the end of a path, which is more specific than its beginning. */
function lastPart(text: string, room: number, cut: string): string {
  if (textWidth(text) <= room) return text;
  const letters = [...text];
  while (textWidth(letters.join("")) > room - cut.length) letters.shift();
  return `${cut}${letters.join("")}`;
}
