import { formatPercent } from "../../../plugin/index.ts";
import type { Block, RecordDocument, Section, Value, ValueSource } from "./document.ts";
import { counted, oneLine, remark } from "./wording.ts";

/** Escapes foreign text so that Markdown shows it literally. */
export function markdownText(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]#|~!$]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** Renders the document as GitHub-flavoured Markdown. */
export function renderMarkdown(document: RecordDocument): string {
  const lines = [
    `# ${markdownText(document.title)}`,
    "",
    markdownText(document.subtitle),
    "",
    `**${document.filled} of ${document.applicable} entries filled** (${formatPercent(document.completeness)}). ` +
      (document.gaps === 0 ? "No gap is known." : `${counted(document.gaps, "gap", "gaps")} to be completed.`),
    "",
    "Numbers in brackets refer to the sources at the end.",
    "",
    ...document.sections.flatMap((section, index) => sectionLines(section, { level: 2, number: `${index + 1}` })),
    ...sourceLines(document.sources),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function sectionLines(section: Section, at: { readonly level: number; readonly number: string }): string[] {
  const item = section.item === null ? "" : ` (Art. ${section.item})`;
  const number = at.level > 3 ? "" : `${at.number} `;
  return [
    `${"#".repeat(at.level)} ${number}${markdownText(section.title)}${item}`,
    "",
    ...section.blocks.flatMap(blockLines),
    ...section.sections.flatMap((inner, index) =>
      sectionLines(inner, { level: at.level + 1, number: `${at.number}.${index + 1}` }),
    ),
  ];
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case "text":
      return [markdownText(block.text), ""];
    case "gap":
      return [
        `> **To be completed:** ${markdownText(block.message)}`,
        ">",
        `> How: ${markdownText(block.howToFill)}`,
        "",
      ];
    case "facts":
      return [
        ...block.rows.map(({ label, values }) => `- **${markdownText(label)}:** ${values.map(valueText).join("; ")}`),
        "",
      ];
    case "table":
      return [
        ...(block.caption === null ? [] : [`**${markdownText(block.caption)}**`, ""]),
        tableRow(block.columns.map(markdownText)),
        tableRow(block.columns.map(() => "---")),
        ...block.rows.map((row) => tableRow(row.map(valueText))),
        "",
      ];
  }
}

const tableRow = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

function valueText({ text, status, sources, tag }: Value): string {
  const shown = status === "needs_human" ? `**${markdownText(text)}**` : markdownText(text);
  const remarks = [tag, remark(status)].filter((word) => word !== null);
  return [
    shown,
    ...(remarks.length === 0 ? [] : [`*(${remarks.map(markdownText).join(", ")})*`]),
    ...(sources.length === 0 ? [] : [`<sup>[${sources.join(", ")}]</sup>`]),
  ].join(" ");
}

function sourceLines(sources: readonly ValueSource[]): string[] {
  if (sources.length === 0) return [];
  return ["## Sources", "", ...sources.map((source) => `${source.number}. ${sourceText(source)}`), ""];
}

function sourceText({ kind, origin, findings, places, further }: ValueSource): string {
  const more = further === 0 ? "" : ` and ${further} more`;
  const listed = places.map(markdownText).join(", ");
  if (kind === "config") return `${markdownText(origin)}: ${listed}`;
  const count = `${counted(findings, "finding", "findings")} of ${markdownText(origin)}`;
  return places.length === 0 ? count : `${count}: ${listed}${more}`;
}
