import type { Timeline } from "../../run/index.ts";
import { shortText, statusStyles } from "../graph/index.ts";
import {
  drawingStyle,
  formatCount,
  formatDuration,
  formatPercent,
  formatTimes,
  markup,
  plural,
  px,
  textWidth,
} from "../text/index.ts";
import { type ChartRow, chartRows } from "./rows.ts";
import { formatOffset, formatSpare } from "./scale.ts";
import { svgTracks } from "./svg-tracks.ts";

const margin = 24;
const rowHeight = 26;
const barHeight = 16;
const chartWidth = 760;

interface TimelineSvgOptions {
  /** Title and figures above the chart; a page shows them itself. */
  readonly heading: boolean;
}

/** Renders the timeline as a standalone picture: one row per artifact, time from left to right. Ends with a newline. */
export function renderTimelineSvg(view: Timeline, { heading }: TimelineSvgOptions): string {
  const drawn = chartRows(view);
  const labels = drawn.map(({ artifact, count, last }) =>
    count > 1 ? `${shortText(artifact.id, 20)} … ${shortText(last.id, 20)}` : shortText(artifact.id, 40),
  );
  const tracks = svgTracks(view, rowHeight);
  const labelWidth = Math.max(60, tracks.labelWidth, ...labels.map((text) => textWidth(text) * 7.3)) + 16;
  const tookWidth = 150;
  const top = heading ? 84 : 34;
  const width = Math.ceil(margin + labelWidth + chartWidth + tookWidth + margin);
  const listed = skippedLines(view);
  const tracksTop = drawn.length * rowHeight;
  const below = top + tracksTop + tracks.height + 24;
  const height = Math.ceil(below + listed.length * 18 + 24);
  const scale = view.totalMs > 0 ? chartWidth / view.totalMs : 0;
  const rows = drawn.map((one, row) => rowMarkup(one, labels[row]!, { y: row * rowHeight, labelWidth, scale }));
  const title = `Execution Timeline (${view.run ?? "no run"})`;
  return `<svg xmlns="http://www.w3.org/2000/svg" class="wct" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${markup(title)}">
<title>${markup(title)}</title>
<style>${drawingStyle}${timelineStyle}</style>
<rect class="paper" width="${width}" height="${height}"/>
${heading ? headMarkup(view, title) : ""}<g transform="translate(${px(margin + labelWidth)} ${top})">
${axis(view.totalMs, scale, tracksTop)}
</g>
<g transform="translate(${margin} ${top})">
${rows.join("\n")}
</g>
${tracks.height === 0 ? "" : `<g transform="translate(${margin} ${top + tracksTop})">\n${tracks.draw({ rowHeight, barHeight, labelWidth, scale })}\n</g>\n`}${listed.map((text, line) => `<text class="small" x="${margin}" y="${px(below + line * 18)}">${markup(text)}</text>`).join("\n")}
<g transform="translate(${margin} ${height - 16})">${legend()}</g>
</svg>
`;
}

const timelineStyle = `
.wct .wait{stroke:var(--line);stroke-width:1.5;stroke-dasharray:1 3}.wct .grid{stroke:var(--hair);stroke-width:1}
.wct .bar{stroke-width:1}.wct .bar.critical{stroke:var(--critical)!important;stroke-width:3}.wct .cross{stroke:#9B1C1C;stroke-width:3;fill:none}
.wct .cross.halo{stroke:var(--paper);stroke-width:6}.wct .strong{font-weight:700}`;

function headMarkup(view: Timeline, title: string): string {
  const path = view.criticalPath;
  const facts = [
    `Total ${formatDuration(view.totalMs)}`,
    `sequential ${formatDuration(view.sequentialMs)}${view.speedUp === null ? "" : ` (${formatTimes(view.speedUp)})`}`,
    `parallel efficiency ${formatPercent(view.efficiency)} of ${plural(view.slots, "slot")}`,
    `critical path ${formatDuration(path.durationMs)}, ${formatPercent(path.share)} of total`,
  ];
  return `<text class="title" x="${margin}" y="${margin + 14}">${markup(title)}</text>
<text class="small faint" x="${margin}" y="${margin + 34}">${markup(facts.join(" · "))}</text>
`;
}

interface Row {
  readonly y: number;
  readonly labelWidth: number;
  /** Pixels per millisecond. */
  readonly scale: number;
}

function rowMarkup({ artifact: one, count }: ChartRow, label: string, { y, labelWidth, scale }: Row): string {
  const { fill, stroke, symbol, word, isDashed } = statusStyles[one.status];
  const x = (ms: number): number => labelWidth + ms * scale;
  const top = y + (rowHeight - barHeight) / 2;
  const parts = [
    `<text class="mono${one.isCritical ? " strong" : ""}" text-anchor="end" x="${px(labelWidth - 12)}" y="${px(y + 17)}">${markup(label)}</text>`,
  ];
  if (one.readyMs !== null && one.startMs !== null && (one.startMs - one.readyMs) * scale > 2) {
    parts.push(`<path class="wait" d="M${px(x(one.readyMs))} ${px(y + rowHeight / 2)}H${px(x(one.startMs))}"/>`);
  }
  for (const { startMs, endMs, isLost } of one.attempts) {
    const width = Math.max(2, (endMs - startMs) * scale);
    const dash = isDashed || isLost ? ' stroke-dasharray="5 3"' : "";
    const paint = isLost ? statusStyles.interrupted : { fill, stroke };
    parts.push(
      `<rect class="bar${one.isCritical && !isLost ? " critical" : ""}" style="fill:${paint.fill};stroke:${paint.stroke}"${dash} x="${px(x(startMs))}" y="${px(top)}" width="${px(width)}" height="${barHeight}" rx="3"/>`,
    );
  }
  const end = x(one.endMs ?? 0);
  if (one.attempts.length === 0) {
    parts.push(`<path style="fill:${fill};stroke:${stroke}" d="M${px(end)} ${px(top)}l8 8l-8 8l-8 -8z"/>`);
  }
  if (one.status === "failed") {
    const cross = `M${px(end - 6)} ${px(top + 2)}l12 12m0 -12l-12 12`;
    parts.push(`<path class="cross halo" d="${cross}"/><path class="cross" d="${cross}"/>`);
  }
  const many = count > 1 ? `${formatCount(count)} ${word}` : word;
  const took = one.durationMs === null ? many : formatDuration(one.durationMs);
  const said = one.status === "completed" || one.durationMs === null ? took : `${took}, ${word}`;
  parts.push(`<text class="small" x="${px(end + 12)}" y="${px(y + 17)}">${markup(`${symbol} ${said}`)}</text>`);
  const slack = one.slackMs === null ? "" : `, slack ${formatSpare(one.slackMs)}`;
  return `<g data-artifact="${markup(one.id)}" data-status="${one.status}"><title>${markup(count > 1 ? `${label}: ${many}` : `${one.id}: ${word}, ${took}${slack}`)}</title>${parts.join("")}</g>`;
}

const mostListed = 12;

/** Skipped artifacts have no time: they are listed below the chart. */
function skippedLines({ artifacts }: Timeline): readonly string[] {
  const { symbol, word } = statusStyles.skipped;
  const lines = artifacts
    .filter(({ status }) => status === "skipped")
    .map(
      ({ id, skipped }) => `${symbol} ${word}  ${shortText(id, 60)}${skipped === null ? "" : ` (${skipped.reason})`}`,
    );
  const more = lines.length - mostListed;
  return more > 0 ? [...lines.slice(0, mostListed), `and ${more} more`] : lines;
}

/** Draws an axis with about eight round steps. */
function axis(totalMs: number, scale: number, height: number): string {
  if (totalMs <= 0) return "";
  const rough = totalMs / 8;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const marks: string[] = [];
  for (let index = 0; index * step <= totalMs; index += 1) {
    const x = px(index * step * scale);
    marks.push(
      `<path class="grid" d="M${x} 0V${px(height)}"/><text class="small" style="fill:var(--faint)" text-anchor="middle" x="${x}" y="-8">${formatOffset(index * step, totalMs)}</text>`,
    );
  }
  return marks.join("");
}

function legend(): string {
  const green = statusStyles.completed;
  return [
    `<rect class="bar critical" style="fill:${green.fill}" x="0" y="-11" width="22" height="13" rx="3"/><text class="small" x="30" y="0">critical path</text>`,
    `<path class="wait" d="M124 -5H150"/><text class="small" x="158" y="0">ready, waiting</text>`,
    `<path class="cross" d="M262 -10l10 10m0 -10l-10 10"/><text class="small" x="280" y="0">failed</text>`,
    `<path style="fill:${green.fill};stroke:${green.stroke}" d="M340 -12l7 7l-7 7l-7 -7z"/><text class="small" x="354" y="0">reused</text>`,
  ].join("");
}
