import type { BoundingPiece, Timeline, TimelineArtifact } from "../../run/index.ts";
import { statusStyles } from "../graph/status.ts";
import { markup } from "../markup.ts";
import { renderFigure, renderPage } from "../page.ts";
import { formatDuration } from "../units.ts";
import { adviceLine, predictionLines } from "./details.ts";
import type { Outlook } from "./outlook.ts";
import { formatSpare, percent } from "./scale.ts";
import { renderTimelineSvg } from "./svg.ts";

/** The timeline as a page: figures, chart, the bounding path, waits and slack. */
export function renderTimelineHtml(view: Timeline, outlook: Outlook | null): string {
  const chart = renderTimelineSvg(view, { heading: false });
  return renderPage({
    title: `Execution Timeline (${view.run ?? "no run"})`,
    subtitle: view.isFinished ? null : "The run has not finished: this is what is recorded so far.",
    body: `${facts(view)}
${renderFigure(chart, "Timeline")}
${path(view)}${sayings(outlook)}
<h2>Where every second went</h2>
${table(
  ["bounding path", "time", "of total"],
  view.boundingPath.map((piece) => [
    said(piece),
    formatDuration(piece.durationMs),
    percent(view.totalMs > 0 ? piece.durationMs / view.totalMs : null),
  ]),
)}
<h2>Artifacts</h2>
${table(["artifact", "status", "wait", "duration", "slack", "released by"], view.artifacts.map(row), 2)}`,
  });
}

function facts(view: Timeline): string {
  const all = [
    ["total", formatDuration(view.totalMs)],
    ["sequential", formatDuration(view.sequentialMs)],
    ["speed-up", view.speedUp === null ? "-" : `${view.speedUp.toFixed(2)}x`],
    [`parallel efficiency of ${view.slots} slots`, percent(view.efficiency)],
    ["critical path of total", percent(view.criticalPath.share)],
    ...(view.pausedMs > 0 ? [["paused, not counted", formatDuration(view.pausedMs)]] : []),
  ];
  return `<ul class="facts">${all.map(([what, value]) => `<li><b>${markup(value ?? "")}</b><span>${markup(what ?? "")}</span></li>`).join("")}</ul>`;
}

function path({ criticalPath }: Timeline): string {
  if (criticalPath.artifacts.length === 0) return "";
  const chain = criticalPath.artifacts.map((id) => `<span class="mono">${markup(id)}</span>`).join(" → ");
  return `<p>Critical path: ${chain} (${formatDuration(criticalPath.durationMs)})</p>`;
}

function sayings(outlook: Outlook | null): string {
  const lines = [
    ...(outlook?.advice ? [adviceLine(outlook.advice)] : []),
    ...(outlook?.prediction ? [predictionLines(outlook.prediction, false)] : []),
  ];
  return lines.map((line) => `<p>${markup(line).replaceAll("\n", "<br>")}</p>`).join("");
}

function row(one: TimelineArtifact): readonly string[] {
  const { symbol, word } = statusStyles[one.status];
  const by = one.releasedBy;
  const released =
    by === null ? "" : by.kind === "start" || by.artifact === null ? by.kind : `${by.kind} ${by.artifact}`;
  const times = [formatSpare(one.waitMs), formatDuration(one.durationMs), formatSpare(one.slackMs)];
  return [one.id, `${symbol} ${word}${one.isCritical ? " · critical path" : ""}`, ...times, released];
}

function said({ kind, artifact, via }: BoundingPiece): string {
  if (artifact === null) return kind;
  return `${kind} ${kind === "hand-over" ? "to" : kind === "work" ? "on" : "of"} ${artifact}${via === null ? "" : ` (${via})`}`;
}

/** Columns from `text` on hold numbers, the last but those that are words. */
function table(titles: readonly string[], rows: readonly (readonly string[])[], text = 1): string {
  const isNumber = (column: number): boolean => column >= text && titles[column] !== "released by";
  const cell = (tag: "td" | "th") => (value: string, column: number) =>
    `<${tag}${isNumber(column) ? ' class="n"' : ""}>${markup(value)}</${tag}>`;
  const body = rows.map((cells) => `<tr>${cells.map(cell("td")).join("")}</tr>`).join("\n");
  return `<table><thead><tr>${titles.map(cell("th")).join("")}</tr></thead><tbody>\n${body}\n</tbody></table>`;
}
