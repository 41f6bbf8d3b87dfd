import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";

/** Keywords whose value is a schema, a list of schemas, or schemas by name (JSON Schema 2020-12). */
const oneSchema = new Set([
  "additionalProperties",
  "contains",
  "contentSchema",
  "else",
  "if",
  "items",
  "not",
  "propertyNames",
  "then",
  "unevaluatedItems",
  "unevaluatedProperties",
]);
const schemaList = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const schemasByName = new Set(["$defs", "definitions", "dependentSchemas", "patternProperties", "properties"]);

/** Applies a change to every direct subschema of a schema, but not to data such as `const` or `default`. */
function mapSubschemas(schema: JsonObject, change: (schema: JsonObject) => JsonObject): JsonObject {
  const each = (value: JsonValue): JsonValue => (isJsonObject(value) ? change(value) : value);
  const entries = Object.entries(schema).map(([keyword, value]): [string, JsonValue] => {
    if (oneSchema.has(keyword)) return [keyword, each(value)];
    if (schemaList.has(keyword) && Array.isArray(value)) return [keyword, value.map(each)];
    if (schemasByName.has(keyword) && isJsonObject(value))
      return [keyword, Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, each(inner)]))];
    return [keyword, value];
  });
  return Object.fromEntries(entries);
}

/** Adapts a schema that moves to `pointer` of another document: updates its references to itself. */
export function embedded(schema: JsonObject, pointer: string): JsonObject {
  const { $schema: _dialect, $id: _id, ...rest } = schema;
  const move = (inner: JsonObject): JsonObject => {
    const { $ref } = inner;
    const moved =
      typeof $ref === "string" && /^#(\/|$)/.test($ref) ? { ...inner, $ref: pointer + $ref.slice(1) } : inner;
    return mapSubschemas(moved, move);
  };
  return move(rest);
}

/** A text with a placeholder, which may have any value until the environment is known. */
const placeholderText: JsonObject = { type: "string", pattern: "\\$\\{" };

/** Annotations remain outside; all other keywords restrict a single value. */
const annotations = ["title", "description", "default", "examples", "deprecated", "x-wct", "x-wct-beside"];

/** Allows a placeholder where a number, a boolean or a particular text is required. A secret must be a placeholder. */
export function withPlaceholders(schema: JsonObject): JsonObject {
  if (schema["x-wct"] === "secret") return { ...schema, pattern: "^\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}$" };
  if (!isRestrictedScalar(schema)) return mapSubschemas(schema, withPlaceholders);
  const isAnnotation = ([keyword]: [string, JsonValue]) => annotations.includes(keyword);
  const entries = Object.entries(schema);
  return {
    ...Object.fromEntries(entries.filter(isAnnotation)),
    anyOf: [Object.fromEntries(entries.filter((entry) => !isAnnotation(entry))), placeholderText],
  };
}

function isRestrictedScalar(schema: JsonObject): boolean {
  const types = [schema.type].flat();
  if (types.some((type) => type === "object" || type === "array")) return false;
  if (types.some((type) => type === "number" || type === "integer" || type === "boolean")) return true;
  if ("enum" in schema || "const" in schema) return true;
  return schema.type === "string" && ["pattern", "format", "maxLength"].some((keyword) => keyword in schema);
}
