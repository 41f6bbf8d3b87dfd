import type { RunEvent } from "../domain/index.ts";
import { safeText } from "./paint.ts";
import { formatCount, formatDuration } from "./units.ts";

/** One event as a plain line, or null for those that a reader of a log does not need. `00:12.3  personal_data  started`. */
export function eventLine(event: RunEvent): string | null {
  const said = sentence(event);
  return said === null ? null : `${offset(event.t)}  ${said}`;
}

function sentence(event: RunEvent): string | null {
  switch (event.type) {
    case "run.started":
      return `${event.run}  started: ${safeText(event.runbook.path)}, ${event.artifacts} artifacts`;
    case "artifact.started":
      return `${event.artifact}  started`;
    case "artifact.progress":
      return event.done === 0
        ? null
        : `${event.artifact}  ${formatCount(event.done)}${event.total === null ? "" : ` of ${formatCount(event.total)}`}`;
    case "artifact.noted":
      return event.level === "debug" ? null : `${event.artifact}  ${event.level}: ${safeText(event.text)}`;
    case "artifact.attempted":
      return event.outcome === "failed" ? null : `${event.artifact}  made${count(event.message.elements)}`;
    case "artifact.failed":
      return `${event.artifact}  failed: ${event.failure.code}, ${safeText(event.failure.message)}`;
    case "artifact.skipped":
      return `${event.artifact}  skipped: ${event.reason}`;
    case "artifact.reused":
      return `${event.artifact}  reused from ${event.from}`;
    case "output.written":
      return `${event.artifact}  written: ${safeText(event.path)}`;
    case "run.finished":
      return `${event.run}  ${event.outcome} after ${formatDuration(event.t / 1e6)}`;
    case "artifact.ready":
    case "artifact.completed":
    case "artifact.altered":
    case "run.paused":
    case "run.continued":
      return null;
  }
}

const count = (elements: number | null): string => (elements === null ? "" : `, ${formatCount(elements)} elements`);

function offset(t: number): string {
  const seconds = t / 1e9;
  const minutes = Math.floor(seconds / 60);
  return `${String(minutes).padStart(2, "0")}:${(seconds - minutes * 60).toFixed(1).padStart(4, "0")}`;
}
