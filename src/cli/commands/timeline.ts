import { openRun } from "../../app/open/index.ts";
import { timelineOf } from "../../app/predict/index.ts";
import { type RecordedRun, readRecord } from "../../app/record/index.ts";
import { invariant } from "../../diagnostics/index.ts";
import type { ArtifactId, SchemaRef } from "../../domain/index.ts";
import {
  type Prediction,
  renderTimelineHtml,
  renderTimelineSvg,
  renderTimelineText,
  timelineJson,
  timelineTrace,
} from "../../render/index.ts";
import type { Timeline } from "../../run/index.ts";
import { palette } from "../color.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { type AnswerOptions, formatOfFile, requireFree, writeAnswer } from "../output/answer.ts";

type TimelineFormat = "text" | "json" | "svg" | "html" | "trace";

interface TimelineOptions extends GlobalOptions, AnswerOptions {
  readonly format?: TimelineFormat;
  readonly whatIf?: string;
}

const byExtension = { txt: "text", json: "json", svg: "svg", html: "html", htm: "html", trace: "trace" } as const;

/** Runs `wct timeline RUN`. Executes nothing: a prediction simulates the schedule with recorded durations. */
export async function timeline(io: Io, reference: string, options: TimelineOptions): Promise<number> {
  requireFree(io, options.output, options.force);
  await using opened = await openRun(io, reference, options.store);
  const record = await readRecord(opened.store, opened.run);
  const format = formatOf(options);
  const { whatIf } = options;
  const advice = format === "json" || format === "html" || (options.verbose ?? false);
  const { view, prediction } = timelineOf(record, { whatIf, advice });
  const text = rendered(io, format, { record, view, prediction }, options);
  await writeAnswer(io, text, options);
  if (whatIf !== undefined && prediction === null && !options.quiet) {
    await io.stderr.write("note: nothing can be predicted from a run that has not finished, or executed nothing\n");
  }
  return 0;
}

/** Returns the output schema of each artifact, from the plan. */
function schemasOf({ plan }: RecordedRun): (id: ArtifactId) => SchemaRef {
  const schemas = new Map(plan.artifacts.map(({ id, outputSchema }) => [id, outputSchema]));
  return (id) => {
    const schema = schemas.get(id);
    invariant(schema !== undefined, `the plan has no artifact "${id}"`);
    return schema;
  };
}

function formatOf({ json, format, output }: TimelineOptions): TimelineFormat {
  if (json) return "json";
  if (format !== undefined) return format;
  return output === undefined ? "text" : formatOfFile(output, byExtension);
}

interface Answer {
  readonly record: RecordedRun;
  readonly view: Timeline;
  readonly prediction: Prediction | null;
}

function rendered(
  io: Io,
  format: TimelineFormat,
  { record, view, prediction }: Answer,
  options: TimelineOptions,
): string {
  switch (format) {
    case "json":
      return `${JSON.stringify(timelineJson({ run: record.run, view, prediction, schemaOf: schemasOf(record) }))}\n`;
    case "trace":
      return `${JSON.stringify(timelineTrace(view))}\n`;
    case "svg":
      return renderTimelineSvg(view, { heading: true });
    case "html":
      return renderTimelineHtml(view, prediction);
    case "text":
      return `${renderTimelineText(view, {
        columns: io.stdout.columns,
        ascii: options.ascii ?? false,
        verbose: options.verbose ?? false,
        palette: palette(io, options.output === undefined ? options : { ...options, color: false }),
        prediction,
      })}\n`;
  }
}
