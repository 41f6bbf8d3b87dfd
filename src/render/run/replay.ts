import { listNames } from "../../diagnostics/index.ts";
import type { RunEvent, RunSummary } from "../../domain/index.ts";
import type { HistoryStep, Tally } from "../../run/index.ts";
import { apiVersion, runHeaderJson } from "../json.ts";
import type { ReplayShape } from "../shapes/index.ts";
import type { Palette } from "../text/index.ts";
import { formatDuration, padded, paddedLeft, safeText, signsOf, textWidth } from "../text/index.ts";
import { eventSentence, offset, progressText } from "./event-line.ts";

export interface ReplayStyle {
  readonly palette: Palette;
  readonly ascii: boolean;
  /** Number of events, which determines the width of their numbers. */
  readonly events: number;
  /** Columns of the widest tally; see {@link widestTally}. */
  readonly tallyWidth: number;
}

/**
 * Returns an upper bound of the tallies' widths without formatting each: all counts only grow, except that of running
 * ones.
 */
export function widestTally(tallies: Iterable<Tally>, ascii: boolean): number {
  let widest: Tally = { total: 0, running: 0, completed: 0, reused: 0, failed: 0, skipped: 0 };
  for (const tally of tallies) widest = { ...tally, running: Math.max(widest.running, tally.running) };
  return textWidth(tallyText(widest, ascii));
}

/** Returns `  12  00:04.1  2/5 ✓2 ›1       personal_data  started`: number, time, state after the event, event. */
export function replayLine({ event, tally, tookMs }: HistoryStep, style: ReplayStyle): string {
  const number = paddedLeft(String(event.seq), String(style.events).length);
  const state = padded(tallyText(tally, style.ascii), style.tallyWidth);
  return `${style.palette.faint(`${number}  ${offset(event.t)}`)}  ${state}  ${painted(event, tookMs, style)}`;
}

/** Returns `3/5 ✓2 ✗1 ›1`: ended and total, then the count of each status. */
function tallyText(tally: Tally, ascii: boolean): string {
  const signs = signsOf(ascii);
  const { total, running, completed, reused, failed, skipped } = tally;
  const kinds = [
    [signs.completed, completed],
    [signs.reused, reused],
    [signs.failed, failed],
    [signs.skipped, skipped],
    [signs.running, running],
  ] as const;
  const ended = completed + reused + failed + skipped;
  return [`${ended}/${total}`, ...kinds.flatMap(([sign, count]) => (count > 0 ? [`${sign}${count}`] : []))].join(" ");
}

function painted(event: RunEvent, tookMs: number | null, { palette }: ReplayStyle): string {
  const said = sentence(event, tookMs);
  switch (event.type) {
    case "artifact.completed":
    case "artifact.reused":
      return palette.green(said);
    case "artifact.failed":
      return palette.red(said);
    case "artifact.skipped":
      return palette.yellow(said);
    case "artifact.ready":
    case "artifact.progress":
      return palette.faint(said);
    case "artifact.noted":
      return event.level === "error" ? palette.red(said) : event.level === "warn" ? palette.yellow(said) : said;
    default:
      return said;
  }
}

/** Returns a sentence for every event, also for those that a log of a run omits. */
function sentence(event: RunEvent, tookMs: number | null): string {
  switch (event.type) {
    case "artifact.completed":
      return `${event.artifact}  completed`;
    case "artifact.progress":
      return `${event.artifact}  ${progressText(event)}`;
    case "run.paused":
      return `paused ${listNames(event.stops.map(({ side, artifact }) => `${side} ${artifact}`))}`;
    case "run.continued":
      return `continued: ${safeText(event.command)}`;
    case "artifact.attempted":
      if (event.outcome === "failed") {
        const took = tookMs === null ? "" : ` after ${formatDuration(tookMs)}`;
        return `${event.artifact}  attempt ${event.attempt} failed${took}: ${event.failure.code}`;
      }
      return eventSentence(event, { tookMs }) ?? event.type;
    default:
      return eventSentence(event, { verbose: true, tookMs }) ?? event.type;
  }
}

/** Returns the beginning of `{ apiVersion, kind: "Replay", ...run, steps }`; see {@link replayStepJson}. */
export function replayHeaderJson(run: RunSummary): Omit<ReplayShape, "steps" | "artifacts"> {
  return { apiVersion, kind: "Replay", ...runHeaderJson(run) };
}

/** Returns `{ event, state }`, where `state` counts artifacts by status after the event. */
export function replayStepJson({ event, tally }: HistoryStep): ReplayShape["steps"][number] {
  const { total, running, completed, reused, failed, skipped } = tally;
  const pending = total - running - completed - reused - failed - skipped;
  return { event, state: { pending, running, completed, reused, failed, skipped } };
}
