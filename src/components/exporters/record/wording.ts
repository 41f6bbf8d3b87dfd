import type { Article30Status } from "../../../plugin/index.ts";

/** Returns a slug such as `date_of_birth` as words. Any other text is unchanged. */
export function spoken(text: string): string {
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(text)) return text;
  const words = text.replaceAll("_", " ").replace(/\b(?:ip|id|iban)\b/g, (short) => short.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Returns the text that explains why a value is absent. */
export function absence(status: Article30Status): string {
  switch (status) {
    case "not_applicable":
      return "Not applicable";
    case "not_detected":
      return "Nothing detected";
    case "needs_human":
    // The status claims a value, but there is none: a person must check.
    case "provided":
    case "detected":
    case "inferred":
      return "To be completed";
  }
}

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
