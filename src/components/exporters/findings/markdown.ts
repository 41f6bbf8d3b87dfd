import { markdownText } from "../record/render-markdown.ts";
import { counted } from "../record/wording.ts";
import { type Cell, columns, overviewOf, type Part, partsOf } from "./parts.ts";
import type { DocumentContext, FindingsRest } from "./schemas.ts";

/** Findings as Markdown, a table for each place; holds one batch, whatever the size. */
export async function* findingsMarkdown(
  context: DocumentContext,
  rest: FindingsRest,
): AsyncGenerator<string, void, void> {
  const { title, subtitle, findings, categories, notices } = overviewOf(context.input.artifact, rest);
  yield [
    `# ${title}`,
    "",
    markdownText(subtitle),
    "",
    `**${counted(findings, "finding", "findings")}.** They are candidates that somebody confirms or rejects; values are masked.`,
    "",
    ...table(
      ["Category", "Findings"],
      categories.map(({ name, count }) => [markdownText(name), String(count)]),
    ),
    ...(notices.length === 0 ? [] : ["## Not read", "", ...notices.map((notice) => `- ${markdownText(notice)}`), ""]),
    "## Findings",
    ...(findings === 0 ? ["", "Nothing was found."] : []),
    "",
  ].join("\n");
  for await (const parts of partsOf(context)) yield parts.map(partText).join("");
}

function partText(part: Part): string {
  switch (part.kind) {
    case "place":
      return `\n### ${markdownText(part.title)}\n\n${row(columns)}${row(columns.map(() => "---"))}`;
    case "row":
      return row(part.cells.map(cellText));
  }
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  rows.length === 0 ? [] : [[row(head), row(head.map(() => "---")), ...rows.map(row)].join("")];

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;

const cellText = ({ text, tag }: Cell): string =>
  tag === null ? markdownText(text) : `${markdownText(text)} **(${markdownText(tag)})**`;
