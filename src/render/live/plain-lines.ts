import type { Nanoseconds, RunEvent } from "../../domain/index.ts";
import { workedMs } from "../../run/index.ts";
import { eventLine } from "../run/index.ts";

/** Formats the log of a run that is not shown on a terminal: one plain line per event. */
interface PlainLines {
  /** Returns null if the event has no line. */
  readonly line: (event: RunEvent) => string | null;
}

/** Interval of progress lines in a log, in nanoseconds; a log is read later, by scrolling. */
const progressEvery = 30e9;

/** Creates the formatter; with `verbose` every event with information has a line. */
export function createPlainLines({ verbose }: { readonly verbose: boolean }): PlainLines {
  /** For each running artifact, the times of its start and of its last progress line. */
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
        return eventLine(event, { verbose, tookMs: workedMs(work?.started, event) });
      }
      default:
        return eventLine(event, { verbose });
    }
  };
  return { line };
}
