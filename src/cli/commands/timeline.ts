import { renderTimelineText, timelineJson } from "../../render/index.ts";
import { timeline as timelineOf } from "../../run/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { readRecord } from "../wiring/record.ts";
import { resolveRun } from "../wiring/run-reference.ts";
import { readStore } from "../wiring/store.ts";
import { palette } from "./runs.ts";

export interface TimelineOptions extends GlobalOptions {
  readonly format?: "text" | "json";
  readonly output?: string;
}

/** `wct timeline RUN`. */
export async function timeline(io: Io, reference: string, options: TimelineOptions): Promise<number> {
  await using store = await readStore(io, options.store);
  const record = await readRecord(store, await resolveRun(store.executions, reference));
  const view = timelineOf(record.plan, record.state);
  const text =
    options.json || options.format === "json"
      ? JSON.stringify(timelineJson(record.run, view, null))
      : renderTimelineText(view, {
          columns: io.stdout.columns,
          ascii: options.ascii ?? false,
          verbose: options.verbose ?? false,
          palette: palette(io, options),
          outlook: null,
        });
  await io.stdout.write(`${text}\n`);
  return 0;
}
