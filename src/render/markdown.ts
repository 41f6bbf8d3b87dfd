/**
 * Text inside a Markdown table or list that means only itself: no markup, no HTML, no links, no mentions, one line. What
 * GitHub makes of the finished page (mentions, issues, addresses) is kept from it by a comment that splits the word.
 */
export function markdownText(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
      .replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, " ")
      .replace(/[&<>\\`*[\]|~$]|:(?![\d ])|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, (sign) => `&#${sign.charCodeAt(0)};`)
      .replace(/(?<!&)[@#]|\bwww(?=\.)/g, "$&<!-- -->")
  );
}

/** A table of GitHub's Markdown; cells are Markdown already. */
export function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(titles), line(titles.map(() => "---")), ...rows.map(line)].join("\n");
}
