import { wctError } from "../../diagnostics/index.ts";
import type { Registry } from "../../registry/index.ts";
import { openLineageEvents, otlpTrace, type ToldRun } from "../../render/index.ts";
import { isStarted } from "../../run/index.ts";
import type { RecordedRun } from "./record.ts";

/** A format of a whole run, for other systems; no artifact's content is in it. */
export interface RunFormat {
  readonly fileName: string;
  readonly pieces: (told: ToldRun) => Iterable<string>;
}

/** By the name that `wct export --format` takes. No artifact's file can have one of these names: ids have no dot. */
export const runFormats: ReadonlyMap<string, RunFormat> = new Map([
  ["openlineage", { fileName: "run.openlineage.ndjson", pieces: openLineageEvents }],
  ["otlp", { fileName: "run.otlp.json", pieces: (told: ToldRun) => [otlpTrace(told)] }],
]);

/** A recorded run as these formats take it. */
export function toldRun({ run, plan, state }: RecordedRun, { schemas }: Registry): ToldRun {
  if (isStarted(state)) return { plan, state, status: run.status, schemas };
  throw wctError("WCT_RUN_RECORD_CORRUPT", { message: `run "${run.id}" has no first event`, hint: "see `wct verify`" });
}
