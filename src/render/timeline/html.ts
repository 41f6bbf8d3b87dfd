import type { BoundingPiece, Timeline, TimelineArtifact } from "../../run/index.ts";
import { statusStyles } from "../graph/index.ts";
import { formatDuration, formatPercent, formatTimes, markup, plural, renderFigure, renderPage } from "../text/index.ts";
import { adviceLine, whatIfLines } from "./details.ts";
import type { Prediction } from "./prediction.ts";
import { formatSpare } from "./scale.ts";
import { renderTimelineSvg } from "./svg.ts";
import { namedTracks, trackFigures } from "./tracks.ts";

/** Renders the timeline as a page: figures, chart, the bounding path, waits and slack. */
export function renderTimelineHtml(view: Timeline, prediction: Prediction | null): string {
  const chart = renderTimelineSvg(view, { heading: false });
  return renderPage({
    title: `Execution Timeline (${view.run ?? "no run"})`,
    subtitle: openNote(view),
    body: `${facts(view)}
${renderFigure(chart, "Timeline")}
${path(view)}${predictionText(prediction)}
<h2>Where the time went</h2>
${table(
  ["bounding path", "time", "of total"],
  view.boundingPath.map((piece) => [
    boundingText(piece),
    formatDuration(piece.durationMs),
    formatPercent(view.totalMs > 0 ? piece.durationMs / view.totalMs : null),
  ]),
)}
${hosts(view)}<h2>Artifacts</h2>
${table(["artifact", "status", "wait", "duration", "slack", "released by"], view.artifacts.map(row), 2)}`,
  });
}

function openNote({ isFinished, isInterrupted }: Timeline): string | null {
  if (isFinished) return null;
  return isInterrupted
    ? "The run was interrupted: times end with the last event of its record."
    : "The run has not finished: this is what is recorded so far.";
}

function facts(view: Timeline): string {
  const all = [
    ["total", formatDuration(view.totalMs)],
    ["sequential", formatDuration(view.sequentialMs)],
    ["speed-up", formatTimes(view.speedUp)],
    [`parallel efficiency of ${plural(view.slots, "slot")}`, formatPercent(view.efficiency)],
    ["critical path of total", formatPercent(view.criticalPath.share)],
    ...(view.pausedMs > 0 ? [["paused, not counted", formatDuration(view.pausedMs)]] : []),
  ];
  return `<ul class="facts">${all.map(([what, value]) => `<li><b>${markup(value ?? "")}</b><span>${markup(what ?? "")}</span></li>`).join("")}</ul>`;
}

function path({ criticalPath }: Timeline): string {
  if (criticalPath.artifacts.length === 0) return "";
  const chain = criticalPath.artifacts.map((id) => `<span class="mono">${markup(id)}</span>`).join(" → ");
  return `<p>Critical path: ${chain} (${formatDuration(criticalPath.durationMs)})</p>`;
}

function predictionText(prediction: Prediction | null): string {
  const lines = [
    ...(prediction?.advice ? [adviceLine(prediction.advice)] : []),
    ...(prediction?.whatIf ? [whatIfLines(prediction.whatIf, false)] : []),
  ];
  return lines.map((line) => `<p>${line.split("\n").map(markup).join("<br>")}</p>`).join("");
}

function row(one: TimelineArtifact): readonly string[] {
  const { symbol, word } = statusStyles[one.status];
  const by = one.releasedBy;
  const released =
    by === null ? "" : by.kind === "start" || by.artifact === null ? by.kind : `${by.kind} ${by.artifact}`;
  const times = [formatSpare(one.waitMs), formatDuration(one.durationMs), formatSpare(one.slackMs)];
  return [one.id, `${symbol} ${word}${one.isCritical ? " · critical path" : ""}`, ...times, released];
}

/** Returns a table of the threads of workers, if workers of other processes took part. */
function hosts(view: Timeline): string {
  const rows = namedTracks(view).map(({ track, process, thread }) => [process, thread, trackFigures(track)]);
  return rows.length === 0 ? "" : `<h2>Hosts and their threads</h2>\n${table(["host", "thread", "work"], rows, 3)}\n`;
}

function boundingText({ kind, artifact, via }: BoundingPiece): string {
  if (artifact === null) return kind;
  return `${kind} ${kind === "hand-over" ? "to" : kind === "work" ? "on" : "of"} ${artifact}${via === null ? "" : ` (${via})`}`;
}

/** Columns from `text` on contain numbers, except "released by". */
function table(titles: readonly string[], rows: readonly (readonly string[])[], text = 1): string {
  const isNumber = (column: number): boolean => column >= text && titles[column] !== "released by";
  const cell = (tag: "td" | "th") => (value: string, column: number) =>
    `<${tag}${isNumber(column) ? ' class="n"' : ""}>${markup(value)}</${tag}>`;
  const body = rows.map((cells) => `<tr>${cells.map(cell("td")).join("")}</tr>`).join("\n");
  return `<table><thead><tr>${titles.map(cell("th")).join("")}</tr></thead><tbody>\n${body}\n</tbody></table>`;
}
