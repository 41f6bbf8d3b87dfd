import { assertNever } from "../../diagnostics/index.ts";
import type { EventOf, Nanoseconds, RunEvent } from "../../domain/index.ts";
import { reasonText } from "../event-line.ts";
import type { Palette } from "../paint.ts";
import { formatBytes, formatDuration, plural } from "../units.ts";
import { cutTo, oneLine } from "./fit.ts";
import { signsOf } from "./signs.ts";

export interface SettledOptions {
  readonly ascii: boolean;
  readonly verbose: boolean;
  readonly palette: Palette;
}

/** A log line of a component may be of any length; the record has all of it. */
const longestNote = 500;

/** Writes what stays above the display: how artifacts ended, what components said, what was written. */
export interface Settled {
  /** The lines of events that came together. Many that were skipped for one reason, or reused from one run, are one. */
  readonly lines: (events: readonly RunEvent[]) => readonly string[];
}

/** More than these alike at once are told by their number. */
const mostAlike = 3;

export function createSettled({ ascii, verbose, palette }: SettledOptions): Settled {
  const signs = signsOf(ascii);
  const made = new Map<string, EventOf<"artifact.attempted">>();
  const started = new Map<string, Nanoseconds>();

  const completed = ({ artifact }: EventOf<"artifact.completed">): string => {
    const attempt = made.get(artifact);
    const start = started.get(artifact);
    made.delete(artifact);
    started.delete(artifact);
    const took =
      attempt === undefined || start === undefined ? "" : ` in ${formatDuration((attempt.ended - start) / 1e6)}`;
    const count = attempt?.outcome === "produced" ? elementsText(attempt.message.elements) : "";
    return `${palette.green(signs.completed)} ${artifact}  completed${took}${count}`;
  };

  const noted = ({ at, artifact, level, text }: EventOf<"artifact.noted">): string | null => {
    if (level === "debug" && !verbose) return null;
    const paint = level === "error" ? palette.red : level === "warn" ? palette.yellow : palette.faint;
    const said = cutTo(oneLine(text), longestNote, signs.cut);
    return `${palette.faint(at.slice(11, 19))} ${artifact}  ${paint(level.padEnd(5))} ${said}`;
  };

  const line = (event: RunEvent): string | null => {
    switch (event.type) {
      case "artifact.started":
        started.set(event.artifact, event.t);
        return null;
      case "artifact.attempted":
        made.set(event.artifact, event);
        return null;
      case "artifact.completed":
        return completed(event);
      case "artifact.noted":
        return noted(event);
      case "artifact.failed": {
        const optional = event.optional ? " (optional)" : "";
        const { code, message } = event.failure;
        return `${palette.red(signs.failed)} ${event.artifact}  ${palette.red("failed")}${optional}: ${code}, ${oneLine(message)}`;
      }
      case "artifact.skipped":
        return `${palette.yellow(signs.skipped)} ${event.artifact}  skipped: ${reasonText(event)}`;
      case "artifact.reused":
        return `${palette.green(signs.reused)} ${event.artifact}  reused from ${event.from}`;
      case "output.written":
        return `${signs.written} ${event.artifact}  written: ${oneLine(event.path)}, ${formatBytes(event.bytes)}`;
      case "run.started":
        return `${palette.bold(event.run)}  started: ${oneLine(event.runbook.path)}, ${plural(event.artifacts, "artifact")}`;
      case "artifact.ready":
      case "artifact.progress":
      case "artifact.altered":
      case "run.paused":
      case "run.continued":
      case "run.finished":
        return null;
      default:
        return assertNever(event);
    }
  };

  const alike = (event: RunEvent): string | null => {
    if (event.type === "artifact.skipped") return `skipped: ${event.reason}`;
    return event.type === "artifact.reused" ? `reused from ${event.from}` : null;
  };

  const sign = (event: RunEvent): string =>
    event.type === "artifact.reused" ? palette.green(signs.reused) : palette.yellow(signs.skipped);

  const lines = (events: readonly RunEvent[]): readonly string[] => {
    const counts = verbose ? new Map<string, number>() : countBy(events, alike);
    const told = new Set<string>();
    return events.flatMap((event) => {
      const kind = alike(event);
      const count = kind === null ? 0 : (counts.get(kind) ?? 0);
      if (kind === null || count <= mostAlike) return line(event) ?? [];
      if (told.has(kind)) return [];
      told.add(kind);
      return `${sign(event)} ${plural(count, "artifact")} ${kind}`;
    });
  };
  return { lines };
}

function countBy(events: readonly RunEvent[], kindOf: (event: RunEvent) => string | null): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of events.flatMap((event) => kindOf(event) ?? [])) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

const elementsText = (elements: number | null): string => (elements === null ? "" : `, ${plural(elements, "element")}`);
