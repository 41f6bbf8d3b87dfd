import type { Article30Status } from "../../../plugin/index.ts";

/** `date_of_birth` as people write it; anything that is not a slug stays as it is. */
export function spoken(text: string): string {
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(text)) return text;
  const words = text.replaceAll("_", " ").replace(/\b(?:ip|id|iban)\b/g, (short) => short.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What stands in the place of a value that is not there. */
export function absence(status: Article30Status): string {
  switch (status) {
    case "not_applicable":
      return "Not applicable";
    case "not_detected":
      return "Nothing detected";
    case "needs_human":
    // It claims a value and has none: somebody must look.
    case "provided":
    case "detected":
    case "inferred":
      return "To be completed";
  }
}

/** How a value is known, where that must be said; what somebody stated needs no remark. */
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

/** Text of others, made safe to show in one line: no line breaks, no control or direction-changing characters. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Zl}\p{Zp}\t\n\v\f\r]+/gu, " ")
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, "")
    .trim();
}

export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
