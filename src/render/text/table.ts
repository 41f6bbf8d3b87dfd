import { withoutColors } from "../../diagnostics/index.ts";
import { plainWidth } from "./text-width.ts";

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
}

/**
 * Renders columns padded to their widest cell, with two spaces between them and no trailing spaces. Cells may contain
 * colour codes.
 */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[], indent = ""): string {
  const widths = columns.map((column, i) =>
    rows.reduce((widest, row) => Math.max(widest, textWidth(row[i] ?? "")), textWidth(column.title)),
  );
  const line = (cells: readonly string[]): string =>
    (indent + cells.map((cell, i) => pad(cell, widths[i] ?? 0, columns[i]?.align ?? "left")).join("  ")).trimEnd();
  return [line(columns.map((column) => column.title)), ...rows.map(line)].join("\n");
}

function pad(cell: string, to: number, align: "left" | "right"): string {
  const space = " ".repeat(Math.max(0, to - textWidth(cell)));
  return align === "left" ? cell + space : space + cell;
}

/** Returns the columns that a text takes on a terminal, ignoring its colours. */
export const textWidth = (text: string): number => plainWidth(withoutColors(text));
