import type { Palette } from "../text/index.ts";
import { cutTo, formatCount, signsOf } from "../text/index.ts";
import type { LiveView } from "./model.ts";
import { rowLines } from "./rows.ts";
import { totalsLine } from "./totals.ts";

export interface FrameOptions {
  readonly columns: number;
  readonly rows: number;
  readonly ascii: boolean;
  readonly palette: Palette;
  readonly isCancelling: boolean;
}

/** More running lines do not help, and wider ones are hard to follow. */
const mostRows = 16;
const mostColumns = 150;

/**
 * Returns the lines of the display at one moment, the totals last. Each is narrower than the terminal, and they are
 * fewer than its rows: the display must neither wrap nor scroll, or the next frame would be drawn in the wrong place.
 */
export function renderFrame(view: LiveView, options: FrameOptions): readonly string[] {
  const { rows, ascii, palette, isCancelling } = options;
  const style = { width: Math.max(1, Math.min(options.columns - 1, mostColumns)), signs: signsOf(ascii), palette };
  const totals = totalsLine(view, { ...style, isCancelling });
  // One row stays free for the cursor; if there is room, a blank line separates the frame from the lines that scroll
  // above.
  const room = Math.min(mostRows, rows - 3);
  const gap = rows >= 8 ? [""] : [];
  if (room < 1) return [totals];
  const fits = view.running.length <= room - gap.length;
  const shown = fits ? view.running : view.running.slice(0, Math.max(0, room - gap.length - 1));
  const hidden = view.running.length - shown.length;
  const more = hidden === 0 ? [] : [cutTo(`  and ${formatCount(hidden)} more`, style.width, style.signs.cut)];
  return [...gap, ...rowLines(shown, style), ...more.map(palette.faint), totals];
}
