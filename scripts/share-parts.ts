// A validator compiled from a schema with repeated parts contains repeated code. This module gives each repeated part a
// name.
import { isJsonObject, type JsonObject, type JsonValue } from "../src/domain/index.ts";

/** Shorter parts are not worth a separate function. */
const lengthAtLeast = 120;
const ofOne = ["items", "additionalProperties", "propertyNames"];
const ofMany = ["anyOf", "oneOf", "allOf"];

/** Returns an equivalent schema for validation, without annotations and with a `$ref` for each repeated part. */
export function shareParts(schema: JsonObject): JsonObject {
  const bare = mapParts(schema, withoutAnnotations);
  const counts = new Map<string, number>();
  mapParts(bare, (part) => {
    const text = JSON.stringify(part);
    counts.set(text, (counts.get(text) ?? 0) + 1);
    return part;
  });
  const names = new Map(
    [...counts]
      .filter(([text, count]) => count > 1 && text.length >= lengthAtLeast)
      .map(([text], at) => [text, `part${at}`]),
  );
  const definitions: Record<string, JsonValue> = {};
  const shared = replaceParts(bare, { names, definitions, isTop: true });
  return { ...shared, $defs: definitions };
}

interface Sharing {
  readonly names: ReadonlyMap<string, string>;
  readonly definitions: Record<string, JsonValue>;
  readonly isTop: boolean;
}

function replaceParts(schema: JsonObject, sharing: Sharing): JsonObject {
  const name = sharing.isTop ? undefined : sharing.names.get(JSON.stringify(schema));
  const inner = (part: JsonObject): JsonObject => replaceParts(part, { ...sharing, isTop: false });
  if (name === undefined) return mapChildren(schema, inner);
  sharing.definitions[name] ??= mapChildren(schema, inner);
  return { $ref: `#/$defs/${name}` };
}

/** Applies a change bottom-up. */
function mapParts(schema: JsonObject, change: (part: JsonObject) => JsonObject): JsonObject {
  return change(mapChildren(schema, (part) => mapParts(part, change)));
}

function mapChildren(schema: JsonObject, change: (part: JsonObject) => JsonObject): JsonObject {
  const one = (value: JsonValue): JsonValue => (isJsonObject(value) ? change(value) : value);
  const entries = Object.entries(schema).map(([key, value]): [string, JsonValue] => {
    if (ofOne.includes(key)) return [key, one(value)];
    if (ofMany.includes(key) && Array.isArray(value)) return [key, value.map(one)];
    if (key === "properties" && isJsonObject(value)) {
      return [key, Object.fromEntries(Object.entries(value).map(([name, part]) => [name, one(part)]))];
    }
    return [key, value];
  });
  return Object.fromEntries(entries);
}

function withoutAnnotations({
  description: _d,
  title: _t,
  default: _v,
  examples: _e,
  ...rest
}: JsonObject): JsonObject {
  return rest;
}
