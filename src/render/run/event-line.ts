import { assertNever, listNames } from "../../diagnostics/index.ts";
import type { EventOf, RunEvent } from "../../domain/index.ts";
import { formatCount, formatDuration, plural, safeText } from "../text/index.ts";

interface EventLineOptions {
  /** Includes details that a reader of a log rarely needs. */
  readonly verbose?: boolean;
  /** Duration of an attempt that ended, in milliseconds, if known. */
  readonly tookMs?: number | null;
}

/**
 * Formats one event as a plain line, such as `00:12.3 personal_data started`. Returns null for events that a reader of
 * a log does not need.
 */
export function eventLine(event: RunEvent, options: EventLineOptions = {}): string | null {
  const said = eventSentence(event, options);
  return said === null ? null : `${offset(event.t)}  ${said}`;
}

/** Returns an event's line without its time. */
export function eventSentence(event: RunEvent, { verbose = false, tookMs = null }: EventLineOptions): string | null {
  switch (event.type) {
    case "run.started":
      return `${event.run}  started: ${safeText(event.runbook.path)}, ${plural(event.artifacts, "artifact")}`;
    case "artifact.started":
      return `${event.artifact}  started${event.remote === undefined ? "" : ` on ${safeText(event.remote.host)}`}${event.attempt > 1 ? `, attempt ${event.attempt}` : ""}`;
    case "artifact.progress":
      return event.done === 0 ? null : `${event.artifact}  ${progressText(event)}`;
    case "artifact.noted":
      return event.level === "debug" && !verbose
        ? null
        : `${event.artifact}  ${event.level}: ${safeText(event.text.toWellFormed())}`;
    case "artifact.attempted":
      return event.outcome === "failed" ? null : `${event.artifact}  made${madeText(event.message.elements, tookMs)}`;
    case "artifact.failed":
      return `${event.artifact}  failed${event.optional ? " (optional)" : ""}: ${event.failure.code}, ${safeText(event.failure.message)}`;
    case "artifact.skipped":
      return `${event.artifact}  skipped: ${reasonText(event)}`;
    case "artifact.reused":
      return `${event.artifact}  reused from ${event.from}`;
    case "output.written":
      return `${event.artifact}  written: ${safeText(event.path)}`;
    case "run.finished":
      return `${event.run}  ${event.outcome} after ${formatDuration(event.t / 1e6)}`;
    case "artifact.ready":
      return verbose ? `${event.artifact}  ready` : null;
    case "artifact.altered":
      return `${event.artifact}  ${event.what} altered${event.path === null ? "" : ` at ${safeText(event.path)}`}`;
    case "artifact.completed":
    case "run.paused":
    case "run.continued":
      return null;
    default:
      return assertNever(event);
  }
}

/** Returns `input-failed ("db_schema")`. */
export function reasonText({ reason, because }: EventOf<"artifact.skipped">): string {
  return because.length === 0 ? reason : `${reason} (${listNames(because)})`;
}

/** Returns `12 of 300`. */
export function progressText({ done, total }: EventOf<"artifact.progress">): string {
  return total === null ? formatCount(done) : `${formatCount(done)} of ${formatCount(total)}`;
}

function madeText(elements: number | null, tookMs: number | null): string {
  const count = elements === null ? "" : `, ${plural(elements, "element")}`;
  return tookMs === null ? count : `${count} in ${formatDuration(tookMs)}`;
}

/** Formats the time since the run's start, given in nanoseconds, as `00:12.3`. */
export function offset(t: number): string {
  const seconds = t / 1e9;
  const minutes = Math.floor(seconds / 60);
  return `${String(minutes).padStart(2, "0")}:${(seconds - minutes * 60).toFixed(1).padStart(4, "0")}`;
}
