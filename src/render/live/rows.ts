import type { Palette } from "../paint.ts";
import { textWidth } from "../table.ts";
import { formatCount, formatDuration } from "../units.ts";
import { cutTo, oneLine, padded, paddedLeft } from "./fit.ts";
import type { LiveRow } from "./model.ts";
import type { Signs } from "./signs.ts";

export interface RowStyle {
  /** Columns that a line may take. */
  readonly width: number;
  readonly signs: Signs;
  readonly palette: Palette;
}

interface Cells {
  readonly id: string;
  readonly component: string;
  readonly bar: number | null;
  readonly counts: string;
  readonly rate: string;
  readonly said: string;
  readonly time: string;
}

const barCells = 12;
/** Below this width a line has no room for the component, below the second none for bars. */
const widthForComponent = 72;
const widthForBars = 90;

/** Lines of running artifacts, in columns. What a line has no room for is left out: first the log line, then the bar. */
export function rowLines(rows: readonly LiveRow[], style: RowStyle): readonly string[] {
  const cells = rows.map((row) => cellsOf(row));
  const widest = (key: "id" | "component" | "counts" | "rate" | "time"): number =>
    cells.reduce((width, cell) => Math.max(width, textWidth(cell[key])), 0);
  const { width } = style;
  const widths = {
    id: Math.min(widest("id"), Math.max(12, Math.floor(width * 0.3))),
    component: width < widthForComponent ? 0 : Math.min(widest("component"), Math.floor(width * 0.18)),
    bar: width >= widthForBars && cells.some(({ bar }) => bar !== null) ? barCells : 0,
    counts: widest("counts"),
    rate: widest("rate"),
    time: widest("time"),
  };
  return cells.map((cell) => line(cell, widths, style));
}

type Widths = Readonly<Record<"id" | "component" | "bar" | "counts" | "rate" | "time", number>>;

function line(cells: Cells, widths: Widths, { width, signs, palette }: RowStyle): string {
  const column = (text: string, to: number): readonly string[] =>
    to === 0 ? [] : [padded(cutTo(text, to, signs.cut), to)];
  const head = [`${signs.running} ${padded(cutTo(cells.id, widths.id, signs.cut), widths.id)}`];
  head.push(...column(cells.component, widths.component));
  const left = head.join("  ");
  const middle = [
    ...(widths.bar === 0 ? [] : [barOf(cells.bar, signs)]),
    ...(widths.counts === 0 ? [] : [paddedLeft(cells.counts, widths.counts)]),
    ...(widths.rate === 0 ? [] : [paddedLeft(cells.rate, widths.rate)]),
    cells.said,
  ].join("  ");
  const right = paddedLeft(cells.time, widths.time);
  const room = width - textWidth(left) - textWidth(right) - 4;
  if (room < 6) return cutTo(`${left}  ${right}`, width, signs.cut);
  return `${left}  ${palette.faint(padded(cutTo(middle.trimEnd(), room, signs.cut), room))}  ${right}`;
}

function cellsOf({ id, component, attempt, elapsedMs, expectedMs, done, total, perSecond, said }: LiveRow): Cells {
  const again = attempt > 1 ? ` (attempt ${attempt})` : "";
  return {
    id: oneLine(id),
    component: oneLine(component ?? "pass-through") + again,
    bar: done === null || total === null || total <= 0 ? null : Math.min(1, Math.max(0, done / total)),
    counts: done === null ? "" : countsText(done, total),
    rate: perSecond === null ? "" : `${rateText(perSecond)}/s`,
    said: said === null ? "" : oneLine(said),
    time: expectedMs === null ? liveDuration(elapsedMs) : `${liveDuration(elapsedMs)} of ~${liveDuration(expectedMs)}`,
  };
}

const countsText = (done: number, total: number | null): string =>
  total === null ? formatCount(done) : `${formatCount(done)} / ${formatCount(total)}`;

const rateText = (perSecond: number): string =>
  perSecond >= 9.95 ? formatCount(Math.round(perSecond)) : perSecond.toFixed(1);

function barOf(share: number | null, signs: Signs): string {
  if (share === null) return " ".repeat(barCells);
  const full = Math.round(share * barCells);
  return signs.done.repeat(full) + signs.open.repeat(barCells - full);
}

/** Tenths only below ten seconds: a clock that ticks in every line draws the eye to what matters least. */
export function liveDuration(ms: number): string {
  if (ms < 9_950) return `${(Math.floor(ms / 100) / 10).toFixed(1)}s`;
  return ms < 59_500 ? `${Math.round(ms / 1000)}s` : formatDuration(ms);
}
