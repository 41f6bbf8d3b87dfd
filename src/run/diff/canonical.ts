import { hash } from "node:crypto";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";

/** Formats JSON with sorted keys, so that equal texts mean equal values. */
export function canonicalText(value: JsonValue): string {
  if (isJsonObject(value)) return objectText(value);
  if (!Array.isArray(value)) return JSON.stringify(value);
  let text = "";
  for (const [place, one] of value.entries()) text += place === 0 ? canonicalText(one) : `,${canonicalText(one)}`;
  return `[${text}]`;
}

function objectText(value: JsonObject): string {
  let text = "";
  for (const key of sortedKeys(value)) {
    const field = `${quoted(key)}:${canonicalText(value[key] ?? null)}`;
    text += text === "" ? field : `,${field}`;
  }
  return `{${text}}`;
}

/** Returns the sorted keys. Checking the order costs less than sorting keys that are already sorted. */
function sortedKeys(value: JsonObject): readonly string[] {
  const keys = Object.keys(value);
  for (let at = 1; at < keys.length; at++) if (keys[at - 1]! > keys[at]!) return keys.sort();
  return keys;
}

/** The elements of a stream share few different keys, so the quoted keys are cached. */
const names = new Map<string, string>();
const mostNames = 10_000;

function quoted(key: string): string {
  const known = names.get(key);
  if (known !== undefined) return known;
  const text = JSON.stringify(key);
  if (names.size < mostNames) names.set(key, text);
  return text;
}

/** Hashes of an element's identity and of its content, 128 bits in all. */
export interface ElementHash {
  readonly idHigh: number;
  readonly idLow: number;
  readonly contentHigh: number;
  readonly contentLow: number;
}

/** Returns the element's own id; null if it has none and is identified by its content. */
function idOf(element: JsonValue): string | null {
  const id = isJsonObject(element) ? element["id"] : undefined;
  return typeof id === "string" && id !== "" ? id : null;
}

export function hashOf(element: JsonValue): ElementHash {
  const content = hash("sha256", canonicalText(element), "buffer");
  const id = idOf(element);
  const identity = id === null ? content : hash("sha256", id, "buffer");
  return {
    idHigh: identity.readUInt32LE(0),
    idLow: identity.readUInt32LE(4),
    contentHigh: content.readUInt32LE(8),
    contentLow: content.readUInt32LE(12),
  };
}

/** Returns the sorted names of the fields that differ; none if the values are not objects. */
export function changedFields(before: JsonValue, after: JsonValue): readonly string[] {
  if (!isJsonObject(before) || !isJsonObject(after)) return [];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const text = (value: JsonValue | undefined) => (value === undefined ? undefined : canonicalText(value));
  return keys.filter((key) => text(before[key]) !== text(after[key]));
}
