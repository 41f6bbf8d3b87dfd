import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import type { Facts } from "./facts.ts";
import type { Subschema } from "./resources.ts";

/** Adds the keywords about objects and arrays. */
export function collectStructure(facts: Facts, schema: JsonObject, scope: Subschema["scope"]): void {
  collectObject(facts, schema, scope);
  collectArray(facts, schema, scope);
}

function collectObject(facts: Facts, schema: JsonObject, scope: Subschema["scope"]): void {
  const at = (value: JsonValue): Subschema => ({ schema: value, scope });
  const { properties, patternProperties, additionalProperties: additional } = schema;
  if (properties !== undefined || patternProperties !== undefined || additional !== undefined) {
    facts.layers.push({
      properties: new Map(entriesOf(properties).map(([key, value]) => [key, at(value)])),
      patterns: entriesOf(patternProperties).map(([source, value]) => ({
        ...{ pattern: new RegExp(source, "u"), source },
        value: at(value),
      })),
      additional: additional === undefined ? null : at(additional),
    });
  }
  for (const name of namesOf(schema["required"])) facts.required.add(name);
  const { propertyNames } = schema;
  if (propertyNames !== undefined) {
    facts.names.push(at(propertyNames));
    if (!isAnyName(propertyNames)) facts.toCheck.push(schema);
  }
  facts.minProperties = Math.max(facts.minProperties, numberOf(schema["minProperties"]) ?? 0);
  facts.maxProperties = Math.min(facts.maxProperties, numberOf(schema["maxProperties"]) ?? facts.maxProperties);
  for (const [name, names] of entriesOf(schema["dependentRequired"]))
    facts.dependentRequired.push([name, namesOf(names)]);
  for (const [name, value] of entriesOf(schema["dependentSchemas"])) facts.dependentSchemas.push([name, at(value)]);
  if (schema["unevaluatedProperties"] !== undefined) {
    facts.unevaluatedProperties.push(at(schema["unevaluatedProperties"]));
    facts.toCheck.push(schema);
  }
}

/** `{ "type": "string" }` is what every name is. */
const isAnyName = (names: JsonValue): boolean =>
  names === true || (isJsonObject(names) && Object.keys(names).every((key) => key === "type"));

function collectArray(facts: Facts, schema: JsonObject, scope: Subschema["scope"]): void {
  const at = (value: JsonValue): Subschema => ({ schema: value, scope });
  const { prefixItems, items, contains, unevaluatedItems } = schema;
  if (prefixItems !== undefined || items !== undefined) {
    const prefix = Array.isArray(prefixItems) ? prefixItems.map(at) : [];
    facts.arrays.push({ prefix, items: items === undefined ? null : at(items) });
  }
  if (contains !== undefined) {
    const most = numberOf(schema["maxContains"]) ?? Number.POSITIVE_INFINITY;
    facts.containing.push({ schema: at(contains), least: numberOf(schema["minContains"]) ?? 1, most });
    facts.toCheck.push(schema);
  }
  facts.minItems = Math.max(facts.minItems, numberOf(schema["minItems"]) ?? 0);
  facts.maxItems = Math.min(facts.maxItems, numberOf(schema["maxItems"]) ?? facts.maxItems);
  if (schema["uniqueItems"] === true) facts.isUnique = true;
  if (unevaluatedItems !== undefined) {
    facts.unevaluatedItems.push(at(unevaluatedItems));
    facts.toCheck.push(schema);
  }
}

const entriesOf = (value: JsonValue | undefined): readonly [string, JsonValue][] =>
  isJsonObject(value) ? Object.entries(value) : [];

const namesOf = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];

const numberOf = (value: JsonValue | undefined): number | undefined => (typeof value === "number" ? value : undefined);
