import stringWidth from "string-width";

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
}

/** Columns padded to their widest cell, two spaces between; no trailing spaces. Cells may hold colour codes. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[], indent = ""): string {
  const widths = columns.map((column, i) =>
    Math.max(stringWidth(column.title), ...rows.map((row) => stringWidth(row[i] ?? ""))),
  );
  const line = (cells: readonly string[]): string =>
    (indent + cells.map((cell, i) => pad(cell, widths[i] ?? 0, columns[i]?.align ?? "left")).join("  ")).trimEnd();
  return [line(columns.map((column) => column.title)), ...rows.map(line)].join("\n");
}

function pad(cell: string, to: number, align: "left" | "right"): string {
  const space = " ".repeat(Math.max(0, to - stringWidth(cell)));
  return align === "left" ? cell + space : space + cell;
}
