import { markdownText } from "../record/render-markdown.ts";
import { counted } from "../record/wording.ts";
import { columns, type DocumentCell, type DocumentPart, overviewOf, partsOf } from "./parts.ts";
import type { DocumentContext, FindingsRest } from "./schemas.ts";

/** Writes findings as Markdown, with a table per location. Keeps one batch in memory, regardless of the total size. */
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
    `**${counted(findings, "finding", "findings")}.** They are candidates for a person to confirm or reject; values are masked.`,
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

function partText(part: DocumentPart): string {
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

const cellText = ({ text, tag }: DocumentCell): string =>
  tag === null ? markdownText(text) : `${markdownText(text)} **(${markdownText(tag)})**`;
