import { hash } from "node:crypto";
import { isJsonObject, type JsonValue } from "../../domain/index.ts";

/** JSON with sorted keys: equal texts mean equal values. */
export function canonicalText(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const fields = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalText(value[key] ?? null)}`);
  return `{${fields.join(",")}}`;
}

/** 128 bits of an element: who it is, and what it says. */
export interface ElementHash {
  readonly idHigh: number;
  readonly idLow: number;
  readonly contentHigh: number;
  readonly contentLow: number;
}

/** Whether an element says itself which one it is; one that does not is known by its content. */
export function idOf(element: JsonValue): string | null {
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

/** Names of the fields that are not equal, sorted; of what are no objects none. */
export function changedFields(before: JsonValue, after: JsonValue): readonly string[] {
  if (!isJsonObject(before) || !isJsonObject(after)) return [];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const text = (value: JsonValue | undefined) => (value === undefined ? undefined : canonicalText(value));
  return keys.filter((key) => text(before[key]) !== text(after[key]));
}
