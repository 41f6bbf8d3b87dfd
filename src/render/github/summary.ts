import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import type { ArtifactRow, RunView } from "../run/index.ts";
import { formatCounts } from "../run/index.ts";
import { formatCount, formatDuration, markdownTable, markdownText, plural } from "../text/index.ts";

/** The contents of a job summary. Drawings are already rendered; null: there is none. */
export interface JobSummary {
  readonly view: RunView;
  /** Each artifact's summary: numbers, and names of categories. */
  readonly summaries: readonly (readonly [artifact: string, summary: JsonObject])[];
  readonly mermaid: string | null;
  readonly timeline: string | null;
}

const mostRows = 200;

/** Returns blocks of Markdown, the most important first, so that the least important ones are cut. */
export function jobSummaryBlocks(summary: JobSummary): readonly string[] {
  const { view } = summary;
  return [
    headBlock(view),
    failuresBlock(view),
    warningsBlock(view),
    artifactsBlock(view),
    findingsBlock(summary.summaries),
    ...drawings(summary),
  ].filter((block) => block !== "");
}

/** Returns the graph and the timeline of a run. */
export function drawings({ mermaid, timeline }: Pick<JobSummary, "mermaid" | "timeline">): readonly string[] {
  return [
    ...(mermaid === null ? [] : [`#### Graph\n\n\`\`\`mermaid\n${mermaid.trimEnd()}\n\`\`\``]),
    ...(timeline === null ? [] : [`#### Timeline\n\n\`\`\`text\n${timeline.trimEnd()}\n\`\`\``]),
  ];
}

function headBlock({ run }: RunView): string {
  const took = run.durationMs === null ? "" : ` in ${formatDuration(run.durationMs)}`;
  const mark = run.status === "completed" ? "✅" : "❌";
  return `### ${mark} ${markdownText(run.runbook.name)}\n\n${markdownText(run.id)} ${run.status}${took}: ${formatCounts(run.counts)}`;
}

function failuresBlock({ artifacts }: RunView): string {
  const failed = artifacts.filter(({ error }) => error !== null);
  const lines = failed.slice(0, mostRows).map(failureLine);
  return failed.length > mostRows ? [...lines, `- and ${failed.length - mostRows} more`].join("\n") : lines.join("\n");
}

function failureLine({ id, error }: ArtifactRow): string {
  const hint = error?.hint ? ` (${markdownText(error.hint)})` : "";
  return `- **${markdownText(id)}** failed: ${error?.code ?? ""} ${markdownText(error?.message ?? "")}${hint}`;
}

function warningsBlock({ warnings }: RunView): string {
  const lines = warnings
    .slice(0, mostRows)
    .map(({ artifact, text }) => `- **${markdownText(artifact)}** ${markdownText(text)}`);
  const more = warnings.length - lines.length;
  return [...lines, ...(more > 0 ? [`- and ${formatCount(more)} more`] : [])].join("\n");
}

function artifactsBlock({ artifacts }: RunView): string {
  const rows = artifacts
    .slice(0, mostRows)
    .map(({ id, status, durationMs, elements, schema }) => [
      markdownText(id),
      status,
      formatDuration(durationMs),
      formatCount(elements),
      markdownText(schema ?? "-"),
    ]);
  const more = artifacts.length - rows.length;
  const table = markdownTable(["artifact", "status", "duration", "elements", "schema"], rows);
  return more > 0 ? `${table}\n\nand ${plural(more, "artifact")} more` : table;
}

/** Returns counts by category, subject and purpose, as the components computed them. */
function findingsBlock(summaries: JobSummary["summaries"]): string {
  const rows = summaries.flatMap(([artifact, summary]) =>
    Object.entries(summary)
      .filter(([key]) => key.startsWith("by_") && key !== "by_confidence")
      .flatMap(([key, counts]) => countRows(artifact, key.slice(3), counts)),
  );
  if (rows.length === 0) return "";
  const table = markdownTable(["artifact", "", "findings"], rows.slice(0, mostRows));
  const more = rows.length > mostRows ? `\n\nand ${rows.length - mostRows} more` : "";
  return `#### Findings\n\n${table}${more}`;
}

function countRows(artifact: string, key: string, counts: JsonValue): readonly (readonly string[])[] {
  if (!isJsonObject(counts)) return [];
  return Object.entries(counts).flatMap(([name, count]) =>
    typeof count === "number"
      ? [[markdownText(artifact), `${markdownText(key)} **${markdownText(name)}**`, formatCount(count)]]
      : [],
  );
}

/** Joins as many blocks as fit into `room` bytes, and notes if some were left out. */
export function fitBlocks(blocks: readonly string[], room: number): string {
  const note = "\n\nThe rest does not fit here: `wct report` shows everything.\n";
  let text = "";
  for (const block of blocks) {
    const more = `${block}\n\n`;
    if (Buffer.byteLength(text + more + note) > room) return text === "" ? "" : text.trimEnd() + note;
    text += more;
  }
  return text;
}
