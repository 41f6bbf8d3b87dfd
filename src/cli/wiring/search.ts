import { isJsonObject, type JsonValue } from "../../domain/index.ts";

/** Fewer letters would stand in half of all content. */
export const fewestLetters = 4;

/**
 * A text as it is compared: compatible forms are one (ﬁ, Ａ, e + accent), case does not count (ß is SS), and any white
 * space is one space, so that a name is found across a line end.
 */
export function folded(text: string): string {
  const upper = beyondAscii.test(text) ? text.normalize("NFKC").toUpperCase().normalize("NFKC") : text.toUpperCase();
  return upper.replaceAll(/\s+/gu, " ");
}

/** Most texts are plain, and these are many times faster to fold. */
const beyondAscii = /[\u0080-\uffff]/;

/** Whether any string, key or number in a value holds the text; `needle` is folded. */
export function holdsText(value: JsonValue | object, needle: string): boolean {
  if (typeof value === "string") return folded(value).includes(needle);
  if (typeof value === "number") return String(value).includes(needle);
  if (Array.isArray(value)) return value.some((one) => holdsText(one, needle));
  if (!isJsonObject(value)) return false;
  return Object.entries(value).some(([key, one]) => folded(key).includes(needle) || holdsText(one, needle));
}
