import { assertNever } from "../../diagnostics/index.ts";
import type { EventOf, Nanoseconds, RunEvent } from "../../domain/index.ts";
import { workedMs } from "../../run/index.ts";
import { reasonText } from "../run/index.ts";
import type { Palette } from "../text/index.ts";
import { cutTo, formatBytes, formatDuration, oneLine, plural, signsOf } from "../text/index.ts";

interface SettledOptions {
  readonly ascii: boolean;
  readonly verbose: boolean;
  readonly palette: Palette;
}

/** A log line of a component may be of any length; the record contains all of it. */
const longestNote = 500;

/**
 * Writes the lines that stay above the display: how artifacts ended, what components logged, which files were written.
 */
export interface SettledLines {
  /**
   * Returns the lines of simultaneous events. Many artifacts that were skipped for one reason, or reused from one run,
   * share a line.
   */
  readonly lines: (events: readonly RunEvent[]) => readonly string[];
}

/** More similar events at the same time are summarised by their number. */
const mostAlike = 3;

export function createSettled(options: SettledOptions): SettledLines {
  return new SettledLineWriter(options);
}

class SettledLineWriter implements SettledLines {
  readonly #options: SettledOptions;
  readonly #signs: ReturnType<typeof signsOf>;
  readonly #made = new Map<string, EventOf<"artifact.attempted">>();
  readonly #started = new Map<string, Nanoseconds>();

  constructor(options: SettledOptions) {
    this.#options = options;
    this.#signs = signsOf(options.ascii);
  }

  lines(events: readonly RunEvent[]): readonly string[] {
    const counts = this.#options.verbose ? new Map<string, number>() : countKinds(events);
    const told = new Set<string>();
    return events.flatMap((event) => {
      const kind = kindOf(event);
      const count = kind === null ? 0 : (counts.get(kind) ?? 0);
      if (kind === null || count <= mostAlike) return this.#line(event) ?? [];
      if (told.has(kind)) return [];
      told.add(kind);
      return `${this.#signOf(event)} ${plural(count, "artifact")} ${kind}`;
    });
  }

  #line(event: RunEvent): string | null {
    switch (event.type) {
      case "artifact.started":
        this.#started.set(event.artifact, event.t);
        return null;
      case "artifact.attempted":
        this.#made.set(event.artifact, event);
        return null;
      case "artifact.completed":
        return this.#completed(event);
      case "artifact.noted":
        return this.#noted(event);
      case "artifact.failed":
        return this.#failed(event);
      case "artifact.skipped":
        return `${this.#signOf(event)} ${event.artifact}  skipped: ${reasonText(event)}`;
      case "artifact.reused":
        return `${this.#signOf(event)} ${event.artifact}  reused from ${event.from}`;
      case "output.written":
        return `${this.#signs.written} ${event.artifact}  written: ${oneLine(event.path)}, ${formatBytes(event.bytes)}`;
      case "run.started": {
        const run = this.#options.palette.bold(event.run);
        return `${run}  started: ${oneLine(event.runbook.path)}, ${plural(event.artifacts, "artifact")}`;
      }
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
  }

  #completed({ artifact }: EventOf<"artifact.completed">): string {
    const attempt = this.#made.get(artifact);
    const start = this.#started.get(artifact);
    this.#made.delete(artifact);
    this.#started.delete(artifact);
    const worked = attempt === undefined ? null : workedMs(start, attempt);
    const took = worked === null ? "" : ` in ${formatDuration(worked)}`;
    const count = attempt?.outcome === "produced" ? elementsText(attempt.message.elements) : "";
    return `${this.#options.palette.green(this.#signs.completed)} ${artifact}  completed${took}${count}`;
  }

  #noted({ at, artifact, level, text }: EventOf<"artifact.noted">): string | null {
    const { palette, verbose } = this.#options;
    if (level === "debug" && !verbose) return null;
    const paint = level === "error" ? palette.red : level === "warn" ? palette.yellow : palette.faint;
    const said = cutTo(oneLine(text), longestNote, this.#signs.cut);
    return `${palette.faint(at.slice(11, 19))} ${artifact}  ${paint(level.padEnd(5))} ${said}`;
  }

  #failed({ artifact, optional, failure: { code, message } }: EventOf<"artifact.failed">): string {
    const { red } = this.#options.palette;
    const how = `${red("failed")}${optional ? " (optional)" : ""}`;
    return `${red(this.#signs.failed)} ${artifact}  ${how}: ${code}, ${oneLine(message)}`;
  }

  #signOf(event: RunEvent): string {
    const { palette } = this.#options;
    return event.type === "artifact.reused" ? palette.green(this.#signs.reused) : palette.yellow(this.#signs.skipped);
  }
}

/** Returns the key by which simultaneous events are summarised; null: each has its own line. */
function kindOf(event: RunEvent): string | null {
  if (event.type === "artifact.skipped") return `skipped: ${event.reason}`;
  return event.type === "artifact.reused" ? `reused from ${event.from}` : null;
}

function countKinds(events: readonly RunEvent[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of events.flatMap((event) => kindOf(event) ?? [])) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

const elementsText = (elements: number | null): string => (elements === null ? "" : `, ${plural(elements, "element")}`);
