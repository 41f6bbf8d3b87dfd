import type { Timeline, TimelineArtifact } from "../../run/index.ts";
import type { Palette } from "../text/index.ts";
import { formatCount, formatDuration, formatPercent, formatTimes, plural, textWidth } from "../text/index.ts";
import { shortChain } from "./chain.ts";
import { detailBlocks } from "./details.ts";
import type { TimelineTextOptions } from "./options.ts";
import { type ChartRow, chartRows, hasPlace, shortenRows } from "./rows.ts";
import { formatOffset } from "./scale.ts";

interface Signs {
  readonly bar: string;
  readonly sliver: string;
  readonly cross: string;
  readonly reused: string;
  readonly arrow: string;
  readonly cut: string;
}

const unicode: Signs = { bar: "█", sliver: "▏", cross: "✖", reused: "◆", arrow: "→", cut: "…" };
const ascii: Signs = { bar: "#", sliver: "|", cross: "x", reused: "*", arrow: "->", cut: "..." };

/** Renders the timeline of a run as text. Ends without a newline. */
export function renderTimelineText(view: Timeline, options: TimelineTextOptions): string {
  const signs = options.ascii ? ascii : unicode;
  const blocks = [
    headLines(view, options.palette),
    chartLines(view, options, signs),
    skippedLines(view, options),
    [pathLine(view, options, signs)],
    ...detailBlocks(view, options).map((block) => [block]),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function headLines(view: Timeline, { bold }: Palette): readonly string[] {
  const { totalMs, sequentialMs, speedUp, efficiency, slots, pausedMs } = view;
  const times = speedUp === null ? "" : ` (${formatTimes(speedUp)})`;
  const paused = pausedMs > 0 ? ` | Paused: ${formatDuration(pausedMs)}, not counted` : "";
  return [
    bold(`Execution Timeline (${view.run ?? "no run"})`),
    `Total: ${formatDuration(totalMs)}${openEnd(view)} | Sequential: ${formatDuration(sequentialMs)}${times} | Parallel efficiency: ${formatPercent(efficiency)} of ${plural(slots, "slot")}${paused}`,
  ];
}

/** Returns what follows a total if the run did not finish. */
function openEnd({ isFinished, isInterrupted }: Timeline): string {
  if (isFinished) return "";
  return isInterrupted ? " until it was interrupted" : " so far";
}

/** Maximum number of rows, unless more are requested. */
const mostRows = 200;

function chartLines(view: Timeline, options: TimelineTextOptions, signs: Signs): readonly string[] {
  const { columns, palette, verbose } = options;
  const most = options.mostRows ?? (verbose ? Number.POSITIVE_INFINITY : mostRows);
  const { rows, leftOut, leftOutMs } = shortenRows(chartRows(view), most);
  const drawn = rows.map(({ artifact }) => artifact);
  const offsets = drawn.map((one) => formatOffset(one.startMs ?? one.endMs ?? 0, view.totalMs));
  const offsetWidth = Math.max(0, ...offsets.map((text) => text.length));
  // Names may take half of the line; the chart gets the rest, but always enough to be useful.
  const labelLimit = Math.max(20, Math.floor((columns - offsetWidth - 3) * 0.6));
  const labels = rows.map((row) => label(row, labelLimit, signs));
  const labelWidth = Math.max(0, ...labels.map(textWidth));
  const chart = Math.max(16, columns - offsetWidth - labelWidth - 3);
  const lines = drawn.map((one, place) => {
    const bar = barOf(one, view.totalMs, chart, signs);
    const space = " ".repeat(Math.max(0, chart + 1 - bar.width));
    return `${offsets[place]!.padStart(offsetWidth)} ${paintBar(bar.text, one, palette)}${space}${labels[place]}`.trimEnd();
  });
  if (leftOut === 0) return lines;
  const others = `${plural(leftOut, "shorter artifact")}`;
  return [...lines, palette.faint(`and ${others}, ${formatDuration(leftOutMs)} in total; -v shows them`)];
}

function label({ artifact, count, last }: ChartRow, limit: number, signs: Signs): string {
  const { id, status, durationMs } = artifact;
  if (count > 1) {
    const how = `(${formatCount(count)} ${status})`;
    const room = Math.max(8, Math.floor((limit - textWidth(how) - signs.cut.length - 3) / 2));
    return `${shorten(id, room, signs.cut)} ${signs.cut} ${shorten(last.id, room, signs.cut)} ${how}`;
  }
  const tail = status === "completed" ? "" : `, ${status}`;
  const took = durationMs === null ? `(${status})` : `(${formatDuration(durationMs)}${tail})`;
  const room = Math.max(8, limit - textWidth(took) - 1);
  return `${shorten(id, room, signs.cut)} ${took}`;
}

/** Keeps the beginning and the end, where names differ. */
function shorten(id: string, room: number, cut: string): string {
  if (id.length <= room) return id;
  const kept = room - cut.length;
  const head = Math.ceil(kept / 2);
  return id.slice(0, head) + cut + id.slice(id.length - (kept - head));
}

interface Bar {
  readonly text: string;
  readonly width: number;
}

/** Returns a bar at its offset and to scale; later attempts follow after a gap. */
function barOf(one: TimelineArtifact, totalMs: number, chart: number, signs: Signs): Bar {
  const column = (ms: number): number => (totalMs > 0 ? Math.round((ms / totalMs) * chart) : 0);
  let text = "";
  for (const { startMs, endMs } of one.attempts) {
    // A bar that ends at the right edge still needs a column to be visible.
    const from = Math.max(text.length, Math.min(column(startMs), chart - 1));
    const length = Math.min(column(endMs - startMs), chart - from);
    text = text.padEnd(from) + (length > 0 ? signs.bar.repeat(length) : signs.sliver);
  }
  if (one.attempts.length === 0) text = " ".repeat(Math.min(column(one.endMs ?? 0), chart - 1)) + signs.reused;
  if (one.status === "failed") text = text.slice(0, -1) + signs.cross;
  return { text, width: text.length };
}

function paintBar(text: string, { status, isCritical }: TimelineArtifact, palette: Palette): string {
  const bar = text.trimStart();
  const space = text.slice(0, text.length - bar.length);
  const paint = status === "failed" ? palette.red : isCritical ? palette.yellow : palette.green;
  return space + (bar === "" ? "" : paint(bar));
}

/** Maximum number of listed artifacts without a time; with `verbose` all. */
const mostListed = 40;

/** A selection can leave out most of a runbook. */
const mostUnselected = 3;

function skippedLines(view: Timeline, { palette, verbose }: TimelineTextOptions): readonly string[] {
  const all = view.artifacts.filter(({ status }) => status === "skipped");
  const unselected = all.filter((one) => one.skipped?.reason === "not-selected");
  const isShort = !verbose && unselected.length > mostUnselected;
  const skipped = isShort ? all.filter((one) => !unselected.includes(one)) : all;
  const pending = view.artifacts.filter((one) => !hasPlace(one) && one.status !== "skipped");
  const why = ({ skipped: cause }: TimelineArtifact): string =>
    cause === null
      ? ""
      : ` (${cause.reason}${cause.because.length === 0 ? "" : `: ${cause.because.slice(0, 3).join(", ")}`})`;
  const lines = [
    ...(isShort
      ? [`${palette.yellow("skipped")}  ${plural(unselected.length, "artifact")} (not-selected); -v lists them`]
      : []),
    ...skipped.map((one) => `${palette.yellow("skipped")}  ${one.id}${why(one)}`),
    ...pending.map((one) => `${view.isInterrupted ? "not executed" : "not yet executed"}  ${one.id}`),
  ];
  const more = lines.length - mostListed;
  if (verbose || more <= 0) return lines;
  return [...lines.slice(0, mostListed), `and ${formatCount(more)} more; -v lists them`];
}

function pathLine(view: Timeline, { verbose }: TimelineTextOptions, { arrow }: Signs): string {
  const { artifacts, durationMs, share } = view.criticalPath;
  if (artifacts.length === 0) return "Critical path: none, nothing was executed";
  const shown = verbose ? artifacts : shortChain(artifacts);
  const part = share === null ? "" : `, ${formatPercent(share)} of total`;
  return `Critical path: ${shown.join(` ${arrow} `)} (${formatDuration(durationMs)}${part})`;
}
