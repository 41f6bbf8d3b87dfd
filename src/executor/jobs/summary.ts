import { isJsonObject, type JsonValue, type Summary } from "../../domain/index.ts";

const depthAtMost = 4;
/** Events must not contain content, even if it looks harmless. */
const charactersAtMost = 16 * 1024;
// Names of categories: short, and without the characters that form addresses, card numbers and phone numbers.
const name = /^[A-Za-z][\w./: -]{0,63}$/;

/** Returns the part of the content that events may contain; null if there is none, or if it could be content. */
export function summaryOf(value: JsonValue | undefined): Summary | null {
  return isJsonObject(value) && isHarmless(value, 0) && JSON.stringify(value).length <= charactersAtMost ? value : null;
}

function isHarmless(value: JsonValue, depth: number): boolean {
  if (value === null || typeof value === "boolean" || typeof value === "number") return true;
  if (typeof value === "string") return name.test(value);
  if (depth >= depthAtMost) return false;
  if (!isJsonObject(value)) return value.every((part) => isHarmless(part, depth + 1));
  return Object.entries(value).every(([key, part]) => name.test(key) && isHarmless(part, depth + 1));
}
