import type { Palette } from "../paint.ts";
import { formatCount } from "../units.ts";
import { cutTo } from "./fit.ts";
import type { LiveView } from "./model.ts";
import { rowLines } from "./rows.ts";
import { signsOf } from "./signs.ts";
import { totalsLine } from "./totals.ts";

export interface FrameOptions {
  readonly columns: number;
  readonly rows: number;
  readonly ascii: boolean;
  readonly palette: Palette;
  readonly isCancelling: boolean;
}

/** More running lines than these tell nobody more, and in wider ones the eye loses the line. */
const mostRows = 16;
const mostColumns = 150;

/**
 * The lines of the display at one moment, the totals last. Each is narrower than the terminal and all are fewer than
 * its rows: neither may it wrap nor scroll, or the next frame would not find its place.
 */
export function renderFrame(view: LiveView, options: FrameOptions): readonly string[] {
  const { rows, ascii, palette, isCancelling } = options;
  const style = { width: Math.max(1, Math.min(options.columns - 1, mostColumns)), signs: signsOf(ascii), palette };
  const totals = totalsLine(view, { ...style, isCancelling });
  // One row stays free for the cursor; a blank line sets the frame off from what scrolls above, where there is room.
  const room = Math.min(mostRows, rows - 3);
  const gap = rows >= 8 ? [""] : [];
  if (room < 1) return [totals];
  const fits = view.running.length <= room - gap.length;
  const shown = fits ? view.running : view.running.slice(0, Math.max(0, room - gap.length - 1));
  const hidden = view.running.length - shown.length;
  const more = hidden === 0 ? [] : [cutTo(`  and ${formatCount(hidden)} more`, style.width, style.signs.cut)];
  return [...gap, ...rowLines(shown, style), ...more.map(palette.faint), totals];
}
