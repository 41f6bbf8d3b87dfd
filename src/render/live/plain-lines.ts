import type { Nanoseconds, RunEvent } from "../../domain/index.ts";
import { eventLine } from "../event-line.ts";

/** Writes the log of a run off a terminal: one plain line an event. */
export interface PlainLines {
  /** Null: the event is no matter for a line of its own. */
  readonly line: (event: RunEvent) => string | null;
}

/** How often a log says how far an artifact is, in nanoseconds: it is read afterwards, and by scrolling. */
const progressEvery = 30e9;

/** With `verbose` every event that says something has its line. */
export function createPlainLines({ verbose }: { readonly verbose: boolean }): PlainLines {
  /** When each running artifact was started, and when a line last told of its progress. */
  const running = new Map<string, { readonly started: Nanoseconds; told: Nanoseconds }>();

  const line = (event: RunEvent): string | null => {
    switch (event.type) {
      case "artifact.started":
        running.set(event.artifact, { started: event.t, told: event.t });
        return eventLine(event, { verbose });
      case "artifact.progress": {
        const work = running.get(event.artifact);
        if (!verbose && work !== undefined && event.t - work.told < progressEvery) return null;
        if (work !== undefined) work.told = event.t;
        return eventLine(event, { verbose });
      }
      case "artifact.attempted": {
        const work = running.get(event.artifact);
        running.delete(event.artifact);
        return eventLine(event, { verbose, tookMs: work === undefined ? null : (event.ended - work.started) / 1e6 });
      }
      default:
        return eventLine(event, { verbose });
    }
  };
  return { line };
}
