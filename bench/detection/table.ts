import { type Counts, f2Of, precisionOf, recallOf } from "./score.ts";

/** A table of text cells, with a row of headings. */
export interface Table {
  readonly title: string;
  /** What the reader must know to read the figures. */
  readonly note?: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Three decimals without the zero in front; `-` if there is nothing to divide by. */
export const share = (value: number | undefined): string =>
  value === undefined ? "-" : value === 1 ? "1" : value.toFixed(3).replace(/^0/, "");

/** Number of labels, precision, recall and F2. */
export const scores = (counts: Counts): readonly string[] => [
  ...[String(counts.labelled), share(precisionOf(counts)), share(recallOf(counts)), share(f2Of(counts))],
];

/** A table for a terminal, with columns of equal width. */
export function toText({ title, note, head, rows }: Table): string {
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => (row[at] ?? "").length)));
  const line = (row: readonly string[]): string =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  ");
  return [title, ...(note === undefined ? [] : [note]), line(head), ...rows.map(line)].join("\n");
}

/** The same for a page of the documentation. */
export function toMarkdown({ title, note, head, rows }: Table): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = head.map((_, at) => (at === 0 ? "---" : "---:"));
  return [`## ${title}`, ...(note === undefined ? [] : [note]), [head, rule, ...rows].map(line).join("\n")].join(
    "\n\n",
  );
}
