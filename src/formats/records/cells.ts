/** What a cell looks like. `word`: letters, as a name of a column or a short value has them. */
export type CellKind = "empty" | "number" | "date" | "email" | "url" | "id" | "flag" | "word" | "text";

const missing = /^(?:n\/?a|null|nil|none|nan|-+|\?|undefined|\\N|#N\/A)$/i;
const number = /^[-+(]?[€$£¥]? ?[-+]?\d[\d.,' \u00a0]*\d?(?:e[-+]?\d+)?\)? ?(?:%|€|\$|£|EUR|USD)?$/i;
const phone = /^\+?[\d(][\d ()/.\-\u00a0]{5,20}\d$/;
const date =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}:\d{2})(?:[T ,]+\d{1,2}:\d{2}.*)?(?::\d{2}.*)?$/;
const email = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;
const url = /^(?:https?|ftp|file):\/\/|^www\./i;
const id = /^(?:[0-9a-f]{8}-[0-9a-f-]{20,}|(?=.*\d)[0-9A-Z_-]{6,}|(?=[^-]*\d)[0-9a-f]{8,}|[A-Z]{1,4}-?\d{2,})$/;
const flag = /^(?:true|false|yes|no|ja|nein|oui|non|[YNJWMF])$/i;
const longestWord = 60;

export function kindOf(cell: string): CellKind {
  const text = cell.trim();
  if (text === "" || missing.test(text)) return "empty";
  if (text.length > 200) return "text";
  if (date.test(text)) return "date";
  if (number.test(text) || phone.test(text)) return "number";
  if (email.test(text)) return "email";
  if (url.test(text)) return "url";
  if (flag.test(text)) return "flag";
  if (id.test(text)) return "id";
  return text.length <= longestWord && /\p{L}/u.test(text) ? "word" : "text";
}

/** A value that no name of a column looks like. */
export const isValueKind = (kind: CellKind): boolean =>
  kind === "number" || kind === "date" || kind === "email" || kind === "url" || kind === "id";

/** Years and small numbers are names of columns in tables of figures. */
export const isShortNumber = (cell: string): boolean => /^\d{1,4}$/.test(cell.trim());
