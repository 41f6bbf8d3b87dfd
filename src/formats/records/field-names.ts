import { kindOf } from "./cells.ts";

const longestName = 120;

/**
 * Returns whether a text may be shown as the name of a column or key, and is not a value such as an address, a number
 * or an id.
 */
export function isFieldName(text: string): boolean {
  if (text === "" || text.length > longestName || !/[\p{L}#_$@*]/u.test(text)) return false;
  if (/\d{5}|\S@\S|\p{Cc}/u.test(text)) return false;
  const kind = kindOf(text);
  return kind !== "email" && kind !== "url" && kind !== "date" && !isUuidLike(text);
}

const isUuidLike = (text: string): boolean => /^[0-9a-f-]{16,}$/i.test(text) && /\d/.test(text);

/** The cells of a header as names: in one line, without decoration, each once. An unusable cell is `column N`. */
export function fieldNames(cells: readonly string[], width: number): readonly string[] {
  const seen = new Map<string, number>();
  return Array.from({ length: width }, (_, index) => {
    const own = cleaned(cells[index] ?? "");
    const name = isColumnName(own) ? own : `column ${index + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function isColumnName(name: string): boolean {
  return /^\d{1,4}$/.test(name) || isFieldName(name);
}

/** `"First\nName: *"` becomes `First Name`. */
function cleaned(cell: string): string {
  const line = cell
    .replace(/[\s\u00a0\u200b\ufeff]+/gu, " ")
    .trim()
    .replace(/^[#*]+ ?(?=\p{L})/u, "")
    .replace(/[\s:*]+$/u, "");
  return line.length <= longestName ? line : `${line.slice(0, longestName - 1).toWellFormed()}…`;
}
