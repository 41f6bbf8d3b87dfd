import { endedCount } from "../../run/index.ts";
import type { Palette } from "../text/index.ts";
import { cutTo, formatCount, textWidth } from "../text/index.ts";
import type { LiveView } from "./model.ts";
import { liveDuration, type RowStyle } from "./rows.ts";

const barCells = 12;

/**
 * Returns the last line of the display, the progress of the run. If there is no room, the least important parts are
 * left out first.
 */
export function totalsLine(view: LiveView, style: RowStyle & { readonly isCancelling: boolean }): string {
  const { width, signs, palette } = style;
  const time = timeText(view, style);
  const joined = ` ${signs.dot} `;
  for (const parts of choices(view, style)) {
    const text = parts.map(({ text: said }) => said).join(joined);
    const room = width - textWidth(time) - 2;
    if (textWidth(text) > room) continue;
    const painted = parts.map((part) => part.paint(part.text)).join(joined);
    return `${painted}  ${time}`;
  }
  return palette.bold(cutTo(`${endedText(view)}  ${time}`, width, signs.cut));
}

interface PaintedText {
  readonly text: string;
  readonly paint: Palette["bold"];
}

/** Returns variants of the line, from the longest to the shortest. */
function choices(
  view: LiveView,
  { isCancelling, palette, signs }: Parameters<typeof totalsLine>[1],
): readonly PaintedText[][] {
  const part = (text: string, paint: Palette["bold"] = (same) => same): PaintedText => ({ text, paint });
  const counted = (count: number, word: string, paint?: Palette["bold"]): readonly PaintedText[] =>
    count === 0 ? [] : [part(`${formatCount(count)} ${word}`, paint)];
  const { counts } = view;
  const ended = part(endedText(view), palette.bold);
  const stage = stageText(view, isCancelling).map((text) => part(text, palette.yellow));
  const failed = counted(counts.failed, "failed", palette.red);
  const others = [...counted(counts.reused, "reused"), ...counted(counts.skipped, "skipped", palette.yellow)];
  const running = counted(view.running.length, "running");
  const open = [...counted(view.ready, "ready"), ...counted(view.waiting, "waiting")];
  const full = [ended, ...stage, ...failed, ...others, ...running, ...open];
  const bar = part(barOf(view, signs), (same) => same);
  return [
    [bar, ...full],
    full,
    [ended, ...stage, ...failed, ...others, ...running],
    [ended, ...stage, ...failed, ...running],
    [ended, ...stage, ...failed],
    [ended],
  ];
}

function stageText(view: LiveView, isCancelling: boolean): readonly string[] {
  if (isCancelling) return ["cancelling"];
  return endedCount(view.counts) === view.artifacts ? ["finishing"] : [];
}

const endedText = (view: LiveView): string =>
  `${formatCount(endedCount(view.counts))} of ${formatCount(view.artifacts)}`;

function barOf(view: LiveView, signs: RowStyle["signs"]): string {
  const share = view.artifacts === 0 ? 1 : Math.min(1, endedCount(view.counts) / view.artifacts);
  const full = Math.floor(share * barCells);
  return signs.done.repeat(full) + signs.open.repeat(barCells - full);
}

function timeText(
  { elapsedMs, leftMs, running }: LiveView,
  { isCancelling }: { readonly isCancelling: boolean },
): string {
  const elapsed = liveDuration(elapsedMs);
  // If an artifact takes longer than before, the estimate reaches zero and is useless.
  if (leftMs === null || isCancelling || (leftMs < 500 && running.length > 0)) return elapsed;
  return leftMs < 500 ? elapsed : `${elapsed}, ~${liveDuration(leftMs)} left`;
}
