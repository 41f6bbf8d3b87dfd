import { wctError } from "../../diagnostics/index.ts";
import type { Registry } from "../../registry/index.ts";
import { openLineageEvents, otlpTrace, type TracedRun } from "../../render/index.ts";
import { isStarted } from "../../run/index.ts";
import type { RecordedRun } from "../record/index.ts";

/** A format of a whole run, for other systems; contains no content of artifacts. */
export interface RunFormat {
  readonly fileName: string;
  readonly pieces: (told: TracedRun) => Iterable<string>;
}

/**
 * Formats by the name that `wct export --format` takes. No artifact's file can have one of these names: ids have no
 * dot.
 */
export const runFormats: ReadonlyMap<string, RunFormat> = new Map([
  ["openlineage", { fileName: "run.openlineage.ndjson", pieces: openLineageEvents }],
  ["otlp", { fileName: "run.otlp.json", pieces: (told: TracedRun) => [otlpTrace(told)] }],
]);

/** Converts a recorded run to the input of these formats. */
export function describedRun({ run, plan, state }: RecordedRun, { schemas }: Registry): TracedRun {
  if (isStarted(state)) return { plan, state, status: run.status, schemas };
  throw wctError("WCT_RUN_RECORD_CORRUPT", { message: `run "${run.id}" has no first event`, hint: "see `wct verify`" });
}
