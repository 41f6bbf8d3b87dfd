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

/** Lines of running artifacts, in columns. What there is no room for is left out: the bar first, then the component. */
export function rowLines(rows: readonly LiveRow[], style: RowStyle): readonly string[] {
  const cells = rows.map(cellsOf);
  const widths = widthsOf(cells, style.width);
  return cells.map((cell) => line(cell, widths, style));
}

/** Of each column; 0: it is left out. */
type Widths = Readonly<Record<"id" | "component" | "bar" | "counts" | "rate" | "time", number>>;

function widthsOf(cells: readonly Cells[], width: number): Widths {
  const widest = (key: "id" | "component" | "counts" | "rate" | "time"): number =>
    cells.reduce((most, cell) => Math.max(most, textWidth(cell[key])), 0);
  const full: Widths = {
    id: Math.min(widest("id"), Math.max(12, Math.floor(width * 0.3))),
    component: Math.min(widest("component"), Math.max(8, Math.floor(width * 0.18))),
    bar: cells.some(({ bar }) => bar !== null) ? barCells : 0,
    counts: widest("counts"),
    rate: widest("rate"),
    time: widest("time"),
  };
  const choices: readonly Widths[] = [
    full,
    { ...full, bar: 0 },
    { ...full, bar: 0, component: 0 },
    { ...full, bar: 0, component: 0, rate: 0 },
    { ...full, bar: 0, component: 0, rate: 0, counts: 0 },
  ];
  return choices.find((widths) => columnsOf(widths) <= width) ?? { ...full, bar: 0, component: 0, rate: 0, counts: 0 };
}

/** With the sign before the id, and two spaces between columns. */
function columnsOf(widths: Widths): number {
  return Object.values(widths).reduce((sum, width) => sum + (width === 0 ? 0 : width + 2), 0);
}

function line(cells: Cells, widths: Widths, { width, signs, palette }: RowStyle): string {
  const head = [`${signs.running} ${padded(cutTo(cells.id, widths.id, signs.cut), widths.id)}`];
  if (widths.component > 0) head.push(padded(cutTo(cells.component, widths.component, signs.cut), widths.component));
  const left = head.join("  ");
  const right = paddedLeft(cells.time, widths.time);
  const numbers = [
    ...(widths.bar === 0 ? [] : [barOf(cells.bar, signs)]),
    ...(widths.counts === 0 ? [] : [paddedLeft(cells.counts, widths.counts)]),
    ...(widths.rate === 0 ? [] : [paddedLeft(cells.rate, widths.rate)]),
  ].join("  ");
  const room = width - textWidth(left) - textWidth(right) - 4;
  if (room < 1) return cutTo(`${left}  ${right}`, width, signs.cut);
  const shown = cutTo(numbers, room, signs.cut);
  const between = shown === "" ? "" : "  ";
  const said = saidOf(cells.said, { room: room - textWidth(shown) - between.length, mark: signs.cut });
  const middle = said === "" ? shown : `${shown}${between}${palette.faint(said)}`;
  return `${left}  ${padded(middle, room)}  ${right}`;
}

/** Less of a log line than this says nothing. */
const leastSaid = 8;

function saidOf(said: string, { room, mark }: { readonly room: number; readonly mark: string }): string {
  return room < leastSaid ? "" : cutTo(said, room, mark);
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
