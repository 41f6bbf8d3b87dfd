import { isDeepStrictEqual } from "node:util";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { type FactCollector, type Facts, type JsonType, jsonTypes } from "./facts.ts";
import type { Subschema } from "./resources.ts";

/** Adds the keywords that combine schemas: all of some, one of several, the opposite of one. */
export function collectBranches(collector: FactCollector, schema: JsonObject, scope: Subschema["scope"]): void {
  const { allOf, anyOf, oneOf, not } = schema;
  if (Array.isArray(allOf)) for (const part of allOf) collector.add({ schema: part, scope });
  if (Array.isArray(anyOf)) collector.add({ schema: chosen(collector, anyOf), scope });
  if (Array.isArray(oneOf)) {
    if (!isDiscriminated(oneOf)) collector.facts.toCheck.push(schema);
    collector.add({ schema: chosen(collector, oneOf), scope });
  }
  if (schema["if"] !== undefined) collectCondition(collector, schema, scope);
  if (not !== undefined) exclude(collector, schema, not);
}

function chosen({ context, facts }: FactCollector, branches: readonly JsonValue[]): JsonValue {
  const { random, isDeep, prefersNull } = context;
  facts.hasAlternatives = true;
  const possible = branches.filter((branch) => branch !== false && !contradicts(branch, facts.types));
  const isNull = (branch: JsonValue): boolean => isJsonObject(branch) && branch["type"] === "null";
  const nulls = possible.filter(isNull);
  const others = possible.filter((branch) => !isNull(branch));
  const isNullChosen = nulls.length > 0 && (others.length === 0 || prefersNull || isDeep || random.chance(0.1));
  const flat = others.filter((branch) => !leadsDeeper(branch));
  const candidates = isNullChosen ? nulls : isDeep && flat.length > 0 ? flat : others;
  return candidates.length === 0 ? (branches[0] ?? false) : random.pick(candidates);
}

function contradicts(branch: JsonValue, types: ReadonlySet<JsonType> | null): boolean {
  if (types === null || !isJsonObject(branch) || typeof branch["type"] !== "string") return false;
  const { type } = branch;
  if (type === "integer" || type === "number") return !types.has("integer") && !types.has("number");
  return !jsonTypes.some((one) => one === type && types.has(one));
}

const leadsDeeper = (branch: JsonValue): boolean =>
  isJsonObject(branch) && ["$ref", "$dynamicRef", "properties", "items"].some((key) => Object.hasOwn(branch, key));

/** Returns whether the branches differ in a required property, so that a value of one never conforms to another. */
function isDiscriminated(branches: readonly JsonValue[]): boolean {
  const [first] = branches;
  if (!isJsonObject(first) || !isJsonObject(first["properties"])) return isByType(branches);
  return Object.keys(first["properties"]).some((key) => {
    const values = branches.map((branch) => constantOf(branch, key));
    return values.every((value) => value !== undefined) && new Set(values).size === values.length;
  });
}

function isByType(branches: readonly JsonValue[]): boolean {
  const types = branches.map((branch) => (isJsonObject(branch) ? branch["type"] : undefined));
  const isNumeric = types.filter((type) => type === "integer" || type === "number").length > 1;
  return types.every((type) => typeof type === "string") && new Set(types).size === types.length && !isNumeric;
}

/** Returns the constant of a required property as text. */
function constantOf(branch: JsonValue, key: string): string | undefined {
  if (!isJsonObject(branch) || !isJsonObject(branch["properties"])) return undefined;
  const { required, properties } = branch;
  const property = properties[key];
  if (!Array.isArray(required) || !required.includes(key) || !isJsonObject(property)) return undefined;
  return property["const"] === undefined ? undefined : JSON.stringify(property["const"]);
}

/** Chooses whether the condition holds. Whether it does not hold by accident is checked afterwards. */
function collectCondition(collector: FactCollector, schema: JsonObject, scope: Subschema["scope"]): void {
  const { facts, context } = collector;
  facts.toCheck.push(schema);
  facts.hasAlternatives = true;
  const holds = schema["then"] !== false && (schema["else"] === false || context.random.chance(0.5));
  if (holds) collector.add({ schema: schema["if"] ?? true, scope });
  else exclude(collector, schema, schema["if"] ?? true);
  collector.add({ schema: (holds ? schema["then"] : schema["else"]) ?? true, scope });
}

/** Adds the opposite of a schema as far as it is simple; the value is checked in any case. */
function exclude({ facts }: FactCollector, schema: JsonObject, not: JsonValue): void {
  facts.toCheck.push(schema);
  if (!isJsonObject(not)) return;
  const { type, required, properties } = not;
  const keys = Object.keys(not);
  if (keys.length === 1 && typeof type === "string") {
    const left = [...(facts.types ?? jsonTypes)].filter(
      (one) => one !== type && !(type === "number" && one === "integer"),
    );
    facts.types = new Set(left);
    if (left.length === 0) facts.impossible ??= "not";
  }
  if (keys.length === 1 && Array.isArray(required) && required.length === 1) facts.forbidden.add(String(required[0]));
  const values = [
    ...(Array.isArray(not["enum"]) ? not["enum"] : []),
    ...(not["const"] === undefined ? [] : [not["const"]]),
  ];
  if (facts.values !== null && values.length > 0)
    facts.values = facts.values.filter((value) => !values.some((one) => isDeepStrictEqual(one, value)));
  if (facts.values?.length === 0) facts.impossible ??= "not";
  if (isJsonObject(properties)) excludeValues(facts, properties, required);
}

/** `not { properties: { kind: { const } } }`: a value without the property, or with another value, is left to chance. */
function excludeValues(facts: Facts, properties: JsonObject, required: JsonValue | undefined): void {
  const [only, ...others] = Object.keys(properties);
  if (only === undefined || others.length > 0 || facts.required.has(only)) return;
  const isRequired = Array.isArray(required) && required.includes(only);
  // Without the property, the condition does not hold if it requires it, and holds otherwise.
  if (isRequired) facts.forbidden.add(only);
}
