import type { Timeline, TimelineArtifact } from "../../run/index.ts";
import type { Palette } from "../text/index.ts";
import { formatCount, formatDuration, formatPercent, formatTimes, plural, textWidth } from "../text/index.ts";
import { type BarScale, type BarSigns, barSigns, columnOf, drawStretches, shortenMiddle } from "./bars.ts";
import { shortChain } from "./chain.ts";
import { detailBlocks } from "./details.ts";
import type { TimelineTextOptions } from "./options.ts";
import { type ChartRow, chartRows, hasPlace, shortenRows } from "./rows.ts";
import { formatOffset } from "./scale.ts";
import { busiestTracks, type NamedTrack, namedTracks, trackFigures } from "./tracks.ts";

/** Renders the timeline of a run as text. Ends without a newline. */
export function renderTimelineText(view: Timeline, options: TimelineTextOptions): string {
  const signs = barSigns[options.ascii ? "ascii" : "unicode"];
  const blocks = [
    headLines(view, options.palette),
    ...chartBlocks(view, options, signs),
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

/** Maximum number of threads, unless more are requested. */
const mostTracks = 40;

/**
 * Draws the artifacts and, if workers of other processes took part, what their threads did: to the same scale, so that
 * they can be compared.
 */
function chartBlocks(view: Timeline, options: TimelineTextOptions, signs: BarSigns): readonly (readonly string[])[] {
  const { palette, verbose } = options;
  const most = options.mostRows ?? (verbose ? Number.POSITIVE_INFINITY : mostRows);
  const { rows, leftOut, leftOutMs } = shortenRows(chartRows(view), most);
  const tracks = namedTracks(view);
  const shown = verbose ? tracks : busiestTracks(tracks, mostTracks);
  const drawn = drawRows(view, options, [
    ...rows.map((row) => artifactRow(row, palette, signs)),
    ...shown.map((one) => trackRow(one, palette, signs)),
  ]);
  const others = `and ${plural(leftOut, "shorter artifact")}, ${formatDuration(leftOutMs)} in total; -v shows them`;
  const more = tracks.length - shown.length;
  return [
    [...drawn.slice(0, rows.length), ...(leftOut === 0 ? [] : [palette.faint(others)])],
    [
      ...(tracks.length === 0 ? [] : [palette.bold("Hosts and their threads")]),
      ...drawn.slice(rows.length),
      ...(more === 0 ? [] : [palette.faint(`and ${plural(more, "less busy thread")}; -v shows them`)]),
    ],
  ];
}

interface DrawnRow {
  readonly startMs: number;
  readonly label: (limit: number) => string;
  readonly bar: (scale: BarScale) => string;
  readonly paint: (text: string) => string;
}

function artifactRow(row: ChartRow, palette: Palette, signs: BarSigns): DrawnRow {
  const { artifact } = row;
  const { status, isCritical } = artifact;
  return {
    startMs: artifact.startMs ?? artifact.endMs ?? 0,
    label: (limit) => label(row, limit, signs),
    bar: (scale) => barOf(artifact, scale),
    paint: status === "failed" ? palette.red : isCritical ? palette.yellow : palette.green,
  };
}

function trackRow({ track, process, thread }: NamedTrack, palette: Palette, signs: BarSigns): DrawnRow {
  const figures = `${thread} (${trackFigures(track)})`;
  return {
    startMs: track.stretches[0]?.startMs ?? 0,
    label: (limit) => `${shortenMiddle(process, Math.max(16, limit - textWidth(figures) - 1), signs.cut)} ${figures}`,
    bar: (scale) => drawStretches(track.stretches, scale),
    paint: palette.green,
  };
}

function drawRows(
  view: Timeline,
  { columns, ascii }: TimelineTextOptions,
  rows: readonly DrawnRow[],
): readonly string[] {
  const { totalMs } = view;
  const offsets = rows.map(({ startMs }) => formatOffset(startMs, totalMs));
  const offsetWidth = Math.max(0, ...offsets.map((text) => text.length));
  // Names may take half of the line; the chart gets the rest, but always enough to be useful.
  const labelLimit = Math.max(20, Math.floor((columns - offsetWidth - 3) * 0.6));
  const labels = rows.map((row) => row.label(labelLimit));
  const labelWidth = Math.max(0, ...labels.map(textWidth));
  const chart = Math.max(16, columns - offsetWidth - labelWidth - 3);
  return rows.map(({ bar, paint }, place) => {
    const text = bar({ totalMs, chart, signs: barSigns[ascii ? "ascii" : "unicode"] });
    const space = " ".repeat(Math.max(0, chart + 1 - text.length));
    return `${offsets[place]!.padStart(offsetWidth)} ${paintBar(text, paint)}${space}${labels[place]}`.trimEnd();
  });
}

function label({ artifact, count, last }: ChartRow, limit: number, signs: BarSigns): string {
  const { id, status, durationMs } = artifact;
  if (count > 1) {
    const how = `(${formatCount(count)} ${status})`;
    const room = Math.max(8, Math.floor((limit - textWidth(how) - signs.cut.length - 3) / 2));
    return `${shortenMiddle(id, room, signs.cut)} ${signs.cut} ${shortenMiddle(last.id, room, signs.cut)} ${how}`;
  }
  const tail = status === "completed" ? "" : `, ${status}`;
  const took = durationMs === null ? `(${status})` : `(${formatDuration(durationMs)}${tail})`;
  const room = Math.max(8, limit - textWidth(took) - 1);
  return `${shortenMiddle(id, room, signs.cut)} ${took}`;
}

/** Returns a bar at its offset and to scale. */
function barOf(one: TimelineArtifact, scale: BarScale): string {
  const { chart, signs } = scale;
  const isReused = one.attempts.length === 0;
  const text = isReused
    ? " ".repeat(Math.min(columnOf(one.endMs ?? 0, scale), chart - 1)) + signs.reused
    : drawStretches(one.attempts, scale);
  return one.status === "failed" ? text.slice(0, -1) + signs.cross : text;
}

function paintBar(text: string, paint: DrawnRow["paint"]): string {
  const bar = text.trimStart();
  const space = text.slice(0, text.length - bar.length);
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

function pathLine(view: Timeline, { verbose }: TimelineTextOptions, { arrow }: BarSigns): string {
  const { artifacts, durationMs, share } = view.criticalPath;
  if (artifacts.length === 0) return "Critical path: none, nothing was executed";
  const shown = verbose ? artifacts : shortChain(artifacts);
  const part = share === null ? "" : `, ${formatPercent(share)} of total`;
  return `Critical path: ${shown.join(` ${arrow} `)} (${formatDuration(durationMs)}${part})`;
}
