import { isJsonObject, type JsonValue } from "../../domain/index.ts";

/** Fewer letters would stand in half of all content. */
export const fewestLetters = 4;

/**
 * A text as it is compared: compatible forms are one (ﬁ, Ａ, e + accent), case does not count (ß is SS), and any white
 * space is one space, so that a name is found across a line end.
 */
export const folded = (text: string): string => foldedLetters(text).replaceAll(/\s+/gu, " ");

function foldedLetters(text: string): string {
  return beyondAscii.test(text) ? text.normalize("NFKC").toUpperCase().normalize("NFKC") : text.toUpperCase();
}

/** Most texts are plain, and these are many times faster to fold. */
const beyondAscii = /[\u0080-\uffff]/;

/**
 * The longest part of a folded text that stands in JSON as it stands in a string: where it is not, the text is not.
 * Looking for it in whole chunks is ten times faster than looking at every string. Empty: there is none.
 */
export function plainPart(needle: string): string {
  const parts = needle.split(/[\s"\\\p{Cc}\p{Cs}]+/u);
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), "");
}

/** Whether a chunk of JSON may hold a text of which this is the plain part. */
export const mayHold = (json: string, part: string): boolean => foldedLetters(json).includes(part);

/** Whether any string, key or number in a value holds the text; `needle` is folded. */
export function holdsText(value: JsonValue | object, needle: string): boolean {
  if (typeof value === "string") return folded(value).includes(needle);
  if (typeof value === "number") return String(value).includes(needle);
  if (Array.isArray(value)) return value.some((one) => holdsText(one, needle));
  if (!isJsonObject(value)) return false;
  return Object.entries(value).some(([key, one]) => folded(key).includes(needle) || holdsText(one, needle));
}
