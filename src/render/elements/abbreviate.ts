import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { evidenceText, findingLocation } from "../../run/index.ts";

/**
 * Returns a value as a terminal shows it: a location in readable form, the first twelve digits of an id or a digest,
 * which are enough to distinguish it, and the name of an object or of each element of a list.
 */
export function abbreviate(value: JsonValue | undefined): JsonValue | undefined {
  if (isMachineId(value)) return value.slice(0, 12);
  if (isLocator(value)) return findingLocation(value);
  if (isJsonObject(value)) return nameOf(value) ?? value;
  if (!isList(value)) return value;
  const names = value.map((one) => (isJsonObject(one) ? nameOf(one) : one));
  const isNamed = names.every((name) => typeof name === "string" || typeof name === "number");
  return isNamed ? [...new Set(names)].join(" · ") : value;
}

/** Returns whether a value is a digest, or an id made from one, which no person reads. */
export const isMachineId = (value: JsonValue | undefined): value is string =>
  typeof value === "string" && /^[0-9a-f]{32,64}$/.test(value);

export const isLocator = (value: JsonValue | undefined): value is JsonObject => {
  if (!isJsonObject(value)) return false;
  const { kind, path, table } = value;
  if (kind === "file" || kind === "field") return typeof path === "string";
  return (kind === "table" || kind === "column") && typeof table === "string";
};

/** Keys that describe objects within findings, the most important first. */
const namingKeys = ["name", "category", "rule", "reason", "count"] as const;

function nameOf(object: JsonObject): JsonValue | undefined {
  const evidence = evidenceText(object);
  if (evidence !== null) return evidence;
  const key = namingKeys.find((one) => typeof object[one] === "string" || typeof object[one] === "number");
  if (key !== undefined) return object[key];
  const { signals } = object;
  return isList(signals) && signals.every((one) => typeof one === "string") ? signals.join(" · ") : undefined;
}

const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);
