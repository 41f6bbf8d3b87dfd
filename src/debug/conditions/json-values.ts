import { Optional } from "@marcbachmann/cel-js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";

/**
 * Converts JSON to a value of CEL. Whole numbers become ints, if they are exact. Objects become maps, because CEL takes
 * an object with a key "constructor" for an instance of a class.
 */
export function celValue(value: JsonValue): unknown {
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(celValue);
  return isJsonObject(value) ? celMap(value) : value;
}

const celMap = (value: JsonObject): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(value).map(([key, one]) => [key, celValue(one)]));

/**
 * Converts a value of CEL to JSON. An int beyond 2^53, a number that JSON lacks, a timestamp, a duration and a type
 * become texts, and bytes become base64.
 */
export function jsonValue(value: unknown): JsonValue {
  switch (typeof value) {
    case "bigint":
      return wholeNumber(value);
    case "number":
      return Number.isFinite(value) ? value + 0 : String(value);
    case "string":
    case "boolean":
      return value;
    case "object":
      return value === null ? null : jsonOfObject(value);
    default:
      return null;
  }
}

const wholeNumber = (value: bigint): JsonValue =>
  Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();

function jsonOfObject(value: object): JsonValue {
  if (Array.isArray(value) || value instanceof Set) return [...value].map(jsonValue);
  if (value instanceof Map) return jsonOfEntries(value.entries());
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (value instanceof Optional) return value.hasValue() ? jsonValue(value.value()) : null;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return jsonOfEntries(Object.entries(value));
  return jsonOfClass(value);
}

/** Converts an instance of the library's own classes: an unsigned int, a duration or a type. */
function jsonOfClass(value: object): JsonValue {
  const primitive: unknown = value.valueOf();
  if (typeof primitive === "bigint") return wholeNumber(primitive);
  if (typeof primitive === "number") return `${primitive / 1000}s`;
  return "name" in value ? String(value.name) : String(value);
}

const jsonOfEntries = (entries: Iterable<[unknown, unknown]>): JsonObject =>
  Object.fromEntries([...entries].map(([key, one]) => [String(key), jsonValue(one)]));
