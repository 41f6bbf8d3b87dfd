import type { Counts, RunStatus, RunSummary } from "../domain/index.ts";
import { type Palette, safeText } from "./paint.ts";
import { renderTable } from "./table.ts";
import { formatDuration } from "./units.ts";

/** `4 completed, 2 failed (1 optional), 2 skipped`: only what is not nought. */
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

/** The table of `wct runs`. */
export function renderRunList(runs: readonly RunSummary[], palette: Palette): string {
  const rows = runs.map((run) => [
    run.id,
    paintStatus(run.status, palette),
    safeText(run.runbook.path),
    run.startedAt.replace("T", " ").replace(/\.\d+Z$/, "Z"),
    formatDuration(run.durationMs),
    formatCounts(run.counts),
  ]);
  const columns = ["run", "status", "runbook", "started", "duration", "artifacts"];
  return renderTable(
    columns.map((title) => (title === "duration" ? { title, align: "right" } : { title })),
    rows,
  );
}
