import { isJsonObject, type JsonObject, type JsonValue, type SchemaRef } from "../domain/index.ts";

/** The properties of a schema that this layer needs. The plugin contract's SchemaDefinition is assignable. */
export interface SchemaSource {
  readonly ref: SchemaRef | string;
  /** Top-level key of the array that is written and read element by element; null if there is none. */
  readonly stream: string | null;
  readonly jsonSchema: JsonObject;
}

/** The array that is a schema's stream. */
export interface StreamShape {
  readonly key: string;
  readonly items: JsonValue;
  readonly minItems: number;
  readonly maxItems: number;
}

type StreamCheck =
  | { readonly ok: true; readonly stream: StreamShape | null }
  | { readonly ok: false; readonly problem: string };

// Any other keyword about the array (uniqueItems, contains, prefixItems) needs all elements together.
const arrayKeywords = new Set(["type", "items", "minItems", "maxItems", "description", "title"]);
// These keywords would apply to the top of the content including the stream's key, which neither of the two validators
// sees completely.
const rootKeywords = [
  ...["$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "not", "if", "const", "enum"],
  ...["dependentRequired", "dependentSchemas", "minProperties", "maxProperties"],
];

/** Returns whether a schema's stream can be checked element by element, and what is checked. */
export function describeStream({ stream: key, jsonSchema }: SchemaSource): StreamCheck {
  if (key === null) return { ok: true, stream: null };
  const keyword = rootKeywords.find((name) => Object.hasOwn(jsonSchema, name));
  if (keyword !== undefined) return refuse(`a schema with a stream cannot have "${keyword}" at its top`);
  const properties = jsonSchema["properties"];
  const array = isJsonObject(properties) && Object.hasOwn(properties, key) ? properties[key] : undefined;
  if (!isJsonObject(array) || array["type"] !== "array") {
    return refuse(`its stream "${key}" is not an array among the schema's properties`);
  }
  const extra = Object.keys(array).find((name) => !arrayKeywords.has(name));
  if (extra !== undefined) {
    return refuse(`its stream "${key}" has "${extra}", which cannot be checked element by element`);
  }
  const { items = true, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = array;
  if (typeof minItems !== "number" || typeof maxItems !== "number") {
    return refuse(`the bounds of its stream "${key}" are not numbers`);
  }
  return { ok: true, stream: { key, items, minItems, maxItems } };
}

function refuse(problem: string): StreamCheck {
  return { ok: false, problem };
}
