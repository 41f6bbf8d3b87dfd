import {
  type Article30Activity,
  type Article30Cell,
  type Article30EmptyLists,
  type Article30Status,
  declaredTermText,
  periodText,
  termText,
} from "../../../plugin/index.ts";

/**
 * How the value of a cell is read: a term of this program, a period, or words of the organisation. Its words are names
 * and stay as they were written.
 */
export type Reading = "term" | "period" | "text";

/** Returns an id that this program chose, such as `date_of_birth`, as words. */
export const spoken = (text: string): string => termText(text);

/** Returns one value of a cell as people read it. */
export function readable(text: string, status: Article30Status, reading: Reading): string {
  switch (reading) {
    case "term":
      return status === "provided" ? declaredTermText(text) : termText(text);
    case "period":
      return periodText(text);
    case "text":
      return text;
  }
}

type CellValue = string | readonly string[] | boolean;

/** Returns the values of a cell as people read them; none for a cell without a value. */
export function textsOf({ value, status }: Article30Cell<CellValue>, reading: Reading = "text"): readonly string[] {
  if (value === null) return [];
  if (typeof value === "boolean") return [value ? "Yes" : "No"];
  const texts = typeof value === "string" ? [value] : value;
  return texts.filter((text) => text.trim() !== "").map((text) => readable(text, status, reading));
}

/** Returns the text that explains why a value is absent. */
export function absence(status: Article30Status): string {
  switch (status) {
    case "not_applicable":
      return "Not applicable";
    case "not_detected":
      return "Nothing found";
    case "needs_human":
    // The status claims a value, but there is none: a person must check.
    case "provided":
    case "detected":
    case "inferred":
      return "To be completed";
  }
}

export const declaredNone = "None, as the organisation declares";

/** Returns why a list is empty; undefined if the record does not tell, because an earlier version composed it. */
export function emptyListText(cell: Article30Cell<"none"> | undefined): string | undefined {
  if (cell === undefined) return undefined;
  if (cell.value === "none") return declaredNone;
  switch (cell.status) {
    case "not_detected":
      return "Nothing found";
    case "not_applicable":
      return "Not asked of a processor";
    default:
      return "Not said";
  }
}

/** Returns why a list of an activity is empty. */
export const emptyTextOf = (
  { empty_lists: empty }: Article30Activity,
  key: keyof Article30EmptyLists,
): string | undefined => emptyListText(empty?.[key]);

/** A category of a time limit reads as in the list of personal data. One that only a time limit names is declared. */
export function retentionCategory({ personal_data: personal }: Article30Activity, category: string): string {
  if (category === "*") return "All categories";
  const listed = personal.find((row) => row.category.value === category);
  return readable(category, listed?.category.status ?? "provided", "term");
}

/** The condition of Art. 9(2) is only asked where there are special categories. */
export const noSpecialCategory = "No special category found or declared";

/** Returns how a value is known. Null for a declared value, which needs no remark. */
export function remark(status: Article30Status | null): string | null {
  switch (status) {
    case "detected":
      return "detected";
    case "inferred":
      return "inferred";
    default:
      return null;
  }
}

/** Makes foreign text safe to show on one line: removes line breaks and control or direction-changing characters. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Zl}\p{Zp}\t\n\v\f\r]+/gu, " ")
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, "")
    .trim();
}

export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
