import { type Counts, f2Of, precisionOf, recallOf } from "./score.ts";

/** A table of text cells, with a row of headings. */
export interface Table {
  /** Its place in the page of the documentation. */
  readonly id: string;
  readonly title: string;
  /** What the reader must know to read the figures. */
  readonly note?: string;
  /** The rows that miss what is aimed at, in a sentence. */
  readonly weak?: string;
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
export function toText({ title, note, weak, head, rows }: Table): string {
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => (row[at] ?? "").length)));
  const line = (row: readonly string[]): string =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  ");
  return [title, ...given(note), line(head), ...rows.map(line), ...given(weak)].join("\n");
}

/** The same for a page of the documentation, which has the title as a heading. */
export function toMarkdown({ note, weak, head, rows }: Table): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = head.map((_, at) => (at === 0 ? "---" : "---:"));
  // A table of matches by category has no columns and no rows if nothing matched.
  if (rows.length === 0) return [...given(note), "Nothing was found."].join("\n\n");
  return [...given(note), [head, rule, ...rows].map(line).join("\n"), ...given(weak)].join("\n\n");
}

const given = (text: string | undefined): readonly string[] => (text === undefined ? [] : [text]);

/** Names the rows that miss an aim; undefined if none does. */
export const weakRows = (aim: string, names: readonly string[]): { readonly weak?: string } =>
  names.length === 0 ? {} : { weak: `Below ${aim}: ${names.join(", ")}.` };
