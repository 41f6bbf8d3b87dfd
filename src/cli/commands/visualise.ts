import { drawGraph, type GraphFormat, graphOf, graphSubject } from "../../app/graph/index.ts";
import type { Grouping } from "../../render/index.ts";
import { palette } from "../color.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { type AnswerOptions, formatOfFile, requireFree, writeAnswer } from "../output/answer.ts";
import { chosenRunbook } from "./chosen-runbook.ts";

interface VisualiseOptions extends GlobalOptions, AnswerOptions {
  readonly format?: GraphFormat;
  readonly run?: string;
  readonly select?: string;
  readonly direction?: "TD" | "LR";
  readonly schemas?: boolean;
  readonly groupBy?: Grouping | "none";
  readonly plugin?: readonly string[];
}

/** Runs `wct visualise RUNBOOK|RUN`. Executes nothing. */
export async function visualise(io: Io, named: string | undefined, options: VisualiseOptions): Promise<number> {
  requireFree(io, options.output, options.force);
  const target = await chosenRunbook(io, named, options);
  const subject = await graphSubject(io, target, { ...options, plugins: options.plugin });
  const drawn = drawGraph(graphOf(subject, options), {
    format: formatOf(io, options),
    direction: options.direction ?? null,
    schemas: options.schemas ?? false,
    grouping: options.groupBy === "none" ? null : (options.groupBy ?? "auto"),
    columns: io.stdout.columns,
    ascii: options.ascii ?? false,
    palette: palette(io, options.output === undefined ? options : { ...options, color: false }),
  });
  await writeAnswer(io, drawn.text, options);
  const notes = [...(drawn.note === null ? [] : [drawn.note]), ...subject.misfits];
  if (!options.quiet) for (const note of notes) await io.stderr.write(`note: ${note}\n`);
  return 0;
}

const byExtension = {
  mmd: "mermaid",
  mermaid: "mermaid",
  dot: "dot",
  gv: "dot",
  svg: "svg",
  html: "html",
  htm: "html",
  json: "json",
  txt: "text",
} as const;

function formatOf(io: Io, { json, format, output }: VisualiseOptions): GraphFormat {
  if (json) return "json";
  if (format !== undefined) return format;
  if (output !== undefined) return formatOfFile(output, byExtension);
  return io.stdout.isTerminal ? "text" : "mermaid";
}
