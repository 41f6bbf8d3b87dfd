import { invariant } from "../../diagnostics/index.ts";
import type { ArtifactId, SchemaRef } from "../../domain/index.ts";
import {
  type Outlook,
  renderTimelineHtml,
  renderTimelineSvg,
  renderTimelineText,
  timelineJson,
  timelineTrace,
} from "../../render/index.ts";
import { type Timeline, timeline as timelineOf } from "../../run/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { type AnswerOptions, formatOfFile, requireFree, writeAnswer } from "../wiring/answer.ts";
import { outlookOf } from "../wiring/outlook.ts";
import { type RecordedRun, readRecord } from "../wiring/record.ts";
import { openRun } from "../wiring/run-reference.ts";
import { parseWhatIf } from "../wiring/what-if.ts";
import { palette } from "./runs.ts";

export type TimelineFormat = "text" | "json" | "svg" | "html" | "trace";

export interface TimelineOptions extends GlobalOptions, AnswerOptions {
  readonly format?: TimelineFormat;
  readonly whatIf?: string;
}

const byExtension = { txt: "text", json: "json", svg: "svg", html: "html", htm: "html", trace: "trace" } as const;

/** `wct timeline RUN`. Executes nothing: a prediction replays the schedule with recorded durations. */
export async function timeline(io: Io, reference: string, options: TimelineOptions): Promise<number> {
  requireFree(io, options.output, options.force);
  await using opened = await openRun(io, reference, options.store);
  const record = await readRecord(opened.store, opened.run);
  const view = timelineOf(record.plan, record.state);
  const format = formatOf(options);
  const question = options.whatIf === undefined ? null : parseWhatIf(options.whatIf, record.plan);
  const wantsAdvice = format === "json" || format === "html" || (options.verbose ?? false);
  const outlook = question !== null || wantsAdvice ? outlookOf({ ...record, view }, question, wantsAdvice) : null;
  const text = rendered(io, format, { record, view, outlook }, options);
  await writeAnswer(io, text, options);
  if (question !== null && outlook === null && !options.quiet) {
    await io.stderr.write("note: nothing can be predicted from a run that has not finished, or executed nothing\n");
  }
  return 0;
}

/** What a run's artifacts hold, by the plan. */
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
  readonly outlook: Outlook | null;
}

function rendered(io: Io, format: TimelineFormat, { record, view, outlook }: Answer, options: TimelineOptions): string {
  switch (format) {
    case "json":
      return `${JSON.stringify(timelineJson({ run: record.run, view, outlook, schemaOf: schemasOf(record) }))}\n`;
    case "trace":
      return `${JSON.stringify(timelineTrace(view))}\n`;
    case "svg":
      return renderTimelineSvg(view, { heading: true });
    case "html":
      return renderTimelineHtml(view, outlook);
    case "text":
      return `${renderTimelineText(view, {
        columns: io.stdout.columns,
        ascii: options.ascii ?? false,
        verbose: options.verbose ?? false,
        palette: palette(io, options.output === undefined ? options : { ...options, color: false }),
        outlook,
      })}\n`;
  }
}
