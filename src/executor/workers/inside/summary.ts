import { isJsonObject, type JsonValue, type Summary } from "../../../domain/index.ts";

const depthAtMost = 4;
/** Events are no place for content, however harmless. */
const charactersAtMost = 16 * 1024;
// Names of categories: short, and without what addresses, numbers of cards and phones are made of.
const name = /^[A-Za-z][\w./: -]{0,63}$/;

/** The part of the content that may be kept in events; null when there is none, or it could hold content. */
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
