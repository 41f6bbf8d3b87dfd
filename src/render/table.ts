import { stripVTControlCharacters } from "node:util";
import { eastAsianWidth } from "get-east-asian-width";

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
}

/** Columns padded to their widest cell, two spaces between; no trailing spaces. Cells may hold colour codes. */
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

/** Columns that a text takes on a terminal: escape codes and combining marks none, wide characters two. */
export function textWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let columns = 0;
  for (const character of stripVTControlCharacters(text)) {
    if (!/[\p{Mn}\p{Me}\p{Cf}]/u.test(character)) columns += eastAsianWidth(character.codePointAt(0) ?? 0);
  }
  return columns;
}
