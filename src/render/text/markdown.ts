import { safeText } from "../../diagnostics/index.ts";

/**
 * Escapes text for a Markdown table or list: no markup, no HTML, no links, no mentions, one line. Words that GitHub
 * replaces in the finished page (mentions, issues, addresses) are split by a comment.
 */
export function markdownText(text: string): string {
  return safeText(text.toWellFormed().replace(/\s/g, " "))
    .replace(/[&<>\\`*[\]|~$]|:(?![\d ])|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/(?<!&)[@#]|\bwww(?=\.)/g, "$&<!-- -->");
}

/** Renders a table of GitHub's Markdown; cells are Markdown already. */
export function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(titles), line(titles.map(() => "---")), ...rows.map(line)].join("\n");
}
