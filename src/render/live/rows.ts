import type { Palette, Signs } from "../text/index.ts";
import { cutTo, formatCount, formatDuration, oneLine, padded, paddedLeft, textWidth } from "../text/index.ts";
import type { LiveRow } from "./model.ts";

export interface RowStyle {
  /** Maximum width of a line, in columns. */
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

/**
 * Returns the lines of running artifacts, in columns. If there is no room, the bar is left out first, then the
 * component.
 */
export function rowLines(rows: readonly LiveRow[], style: RowStyle): readonly string[] {
  const cells = rows.map(cellsOf);
  const widths = widthsOf(cells, style.width);
  return cells.map((cell) => line(cell, widths, style));
}

/** Widths of the columns; 0: the column is left out. */
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

/** Returns the total width, with the symbol before the id, and two spaces between columns. */
function columnsOf(widths: Widths): number {
  return Object.values(widths).reduce((sum, width) => sum + (width === 0 ? 0 : width + 2), 0);
}

/**
 * Returns a line without padding at its end: a terminal that becomes narrower wraps lines before the program is
 * notified, and the wrapped part of each line would stay.
 */
function line(cells: Cells, widths: Widths, { width, signs, palette }: RowStyle): string {
  const columns = [
    `${signs.running} ${padded(cutTo(cells.id, widths.id, signs.cut), widths.id)}`,
    paddedLeft(cells.time, widths.time),
    ...(widths.component === 0 ? [] : [padded(cutTo(cells.component, widths.component, signs.cut), widths.component)]),
    ...(widths.bar === 0 ? [] : [barOf(cells.bar, signs)]),
    ...(widths.counts === 0 ? [] : [paddedLeft(cells.counts, widths.counts)]),
    ...(widths.rate === 0 ? [] : [paddedLeft(cells.rate, widths.rate)]),
  ];
  const shown = cutTo(columns.join("  "), width, signs.cut);
  const said = saidOf(cells.said, { room: width - textWidth(shown) - 2, mark: signs.cut });
  return said === "" ? shown.trimEnd() : `${shown}  ${palette.faint(said)}`;
}

/** A shorter piece of a log line is useless. */
const leastSaid = 8;

function saidOf(said: string, { room, mark }: { readonly room: number; readonly mark: string }): string {
  return room < leastSaid ? "" : cutTo(said, room, mark);
}

function cellsOf({
  id,
  component,
  attempt,
  host,
  elapsedMs,
  expectedMs,
  done,
  total,
  perSecond,
  said,
}: LiveRow): Cells {
  const again = attempt > 1 ? ` (attempt ${attempt})` : "";
  const on = host === null ? "" : ` on ${oneLine(host)}`;
  return {
    id: oneLine(id),
    // An artifact is often named after its component, which is then omitted.
    component: `${component === id ? "" : oneLine(component ?? "pass-through")}${again}${on}`.trimStart(),
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

/** Formats a duration with tenths only below ten seconds: digits that change in every line would distract. */
export function liveDuration(ms: number): string {
  if (ms < 9_950) return `${(Math.floor(ms / 100) / 10).toFixed(1)}s`;
  return ms < 59_500 ? `${Math.round(ms / 1000)}s` : formatDuration(ms);
}
