/** How cells look. The order is that of `cellXfs` in the styles. */
export const cellStyles = ["text", "title", "label", "required", "optional", "formula"] as const;
export type CellStyle = (typeof cellStyles)[number];

export interface SheetCell {
  readonly value: string | number | boolean;
  readonly style?: CellStyle;
}

/** Excel refuses a workbook with a longer text. */
const longestText = 32_767;
const shortenedMark = " … (shortened)";

/** Returns the XML of a row with its cells; undefined leaves a cell out. Rows count from 1. */
export function rowXml(number: number, cells: readonly (SheetCell | undefined)[]): string {
  const inside = cells.map((cell, column) => (cell === undefined ? "" : cellXml(`${letters(column)}${number}`, cell)));
  return `<row r="${number}">${inside.join("")}</row>`;
}

function cellXml(reference: string, { value, style = "text" }: SheetCell): string {
  const at = (kind: CellStyle, type: string): string => `<c r="${reference}" s="${cellStyles.indexOf(kind)}"${type}>`;
  if (typeof value === "number" && Number.isFinite(value)) return `${at(style, "")}<v>${value}</v></c>`;
  if (typeof value === "boolean") return `${at(style, ' t="b"')}<v>${Number(value)}</v></c>`;
  const text = shortened(String(value));
  const kind = style === "text" && isFormula(text) ? "formula" : style;
  return `${at(kind, ' t="inlineStr"')}<is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

/*
 * A text cell is never run. But a person who edits it in Excel would turn `=...` into a formula, unless the cell has a
 * quote prefix, as if they had typed an apostrophe.
 */
const isFormula = (text: string): boolean => /^[=+\-@\t\r\n＝＋－＠]/.test(text);

function shortened(text: string): string {
  if (text.length <= longestText) return text;
  const kept = text.slice(0, longestText - shortenedMark.length).toWellFormed();
  return `${kept}${shortenedMark}`;
}

/** Returns the letters of a column, which counts from 0: `A`, `Z`, `AA`. */
export function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : `${letters(Math.floor(column / 26) - 1)}${last}`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Escapes text for XML 1.0. Characters that it cannot contain, and those that change the direction of text, are left out. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu, "")
    .replace(controls, "")
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[&<>"]/g, (character) => entities[character] ?? "");
}

// Control characters except tab, line feed and carriage return.
const controls = /[\p{Cc}--[\t\n\r]]/gv;
