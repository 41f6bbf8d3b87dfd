import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { Collector } from "./collect.ts";
import { type GenerateContext, isDeep, Unsatisfied } from "./context.ts";
import type { Facts } from "./facts.ts";
import { textMatching } from "./pattern/index.ts";
import type { Subschema } from "./resources.ts";

/** Tries for the name of one further property. */
const nameTries = 20;

/** Generates an object. Throws Unsatisfied. */
export function objectFor(facts: Facts, context: GenerateContext): JsonObject {
  const names = namesFor(facts, context);
  addDependents(facts, names, context);
  addFurther(facts, names, context);
  const entries: [string, JsonValue][] = [];
  for (const [place, name] of [...names].entries()) {
    if (name === context.omit) continue;
    const of = schemasOf(facts, name);
    if (of.some(({ schema }) => schema === false)) {
      if (facts.required.has(name)) throw new Unsatisfied("additionalProperties");
      continue;
    }
    const inner = { ...context, depth: context.depth + 1, name, omit: null };
    entries.push([name, context.generate(of, { ...inner, place: context.place + place })]);
  }
  if (entries.length + (context.omit === null ? 0 : 1) < facts.minProperties) throw new Unsatisfied("minProperties");
  // Not by assignment, which would lose a property named __proto__.
  return Object.fromEntries(entries);
}

/** Returns the required properties and a choice of the optional ones, in the order of the schema. */
function namesFor(facts: Facts, context: GenerateContext): Set<string> {
  const described = new Set(facts.layers.flatMap(({ properties }) => [...properties.keys()]));
  const isChosen = (name: string): boolean =>
    facts.required.has(name) || (!facts.forbidden.has(name) && isTaken(context) && !isRecursive(facts, name, context));
  const names = new Set([...described].filter(isChosen));
  for (const name of facts.required) {
    if (facts.forbidden.has(name)) throw new Unsatisfied("not");
    names.add(name);
  }
  const most = [...names].filter((name) => !facts.required.has(name));
  while (names.size > facts.maxProperties && most.length > 0) names.delete(most.pop()!);
  if (names.size > facts.maxProperties) throw new Unsatisfied("maxProperties");
  return names;
}

function isTaken({ profile, random, attempt, ...context }: GenerateContext): boolean {
  if (profile !== "typical" || isDeep({ profile, random, attempt, ...context })) return false;
  return random.chance(attempt === 0 ? 0.85 : attempt < 10 ? 0.5 : 0.1);
}

/** Optional parts of a structure that contains itself are left out early, or the content would grow with each level. */
function isRecursive({ layers }: Facts, name: string, { depth }: GenerateContext): boolean {
  if (depth < 2) return false;
  const values = layers.flatMap(({ properties }) => properties.get(name) ?? []);
  return values.some(({ schema }) => isJsonObject(schema) && hasReference(schema));
}

const referring = new WeakMap<JsonObject, boolean>();

function hasReference(schema: JsonObject): boolean {
  const known = referring.get(schema);
  if (known !== undefined) return known;
  const found = /"\$(?:ref|dynamicRef)":/.test(JSON.stringify(schema));
  referring.set(schema, found);
  return found;
}

/** Adds what properties require of each other, and the schemas that apply because of them. */
function addDependents(facts: Facts, names: Set<string>, { resources, random, profile, ...context }: GenerateContext) {
  const collector = new Collector(facts, {
    ...{ resources, random, isDeep: isDeep({ resources, random, profile, ...context }) },
    prefersNull: profile !== "typical",
  });
  const applied = new Set<Subschema>();
  for (let before = -1; before !== names.size + applied.size; ) {
    before = names.size + applied.size;
    for (const [name, others] of facts.dependentRequired) {
      if (names.has(name)) for (const other of others) names.add(other);
    }
    for (const [name, schema] of [...facts.dependentSchemas]) {
      if (!names.has(name) || applied.has(schema)) continue;
      applied.add(schema);
      collector.add(schema);
    }
    for (const name of facts.required) names.add(name);
  }
  if (facts.impossible !== null) throw new Unsatisfied(facts.impossible);
}

/** Adds properties that the schema does not name: those that are missing, and in typical content some. */
function addFurther(facts: Facts, names: Set<string>, context: GenerateContext): void {
  const sources = facts.layers.flatMap(({ patterns }) => patterns.map(({ source }) => source));
  const isOpen = facts.layers.some(({ additional }) => additional !== null && typeof additional.schema === "object");
  const isMap = facts.names.length > 0 || sources.length > 0 || isOpen;
  const isTypical = context.profile === "typical" && !isDeep(context) && context.attempt < 10;
  const usual = isTypical && isMap ? names.size + Math.max(sources.length, 2) : 0;
  const wanted = Math.min(facts.maxProperties, Math.max(facts.minProperties, usual));
  for (const source of isTypical ? sources : []) {
    const name = textMatching(source, { random: context.random, isAccepted: (text) => isAllowed(facts, text) });
    if (name !== null && names.size < wanted) names.add(name);
  }
  for (let attempt = 0; names.size < wanted && attempt < wanted * nameTries; attempt += 1) {
    const name = furtherName(facts, context, attempt);
    if (name !== null && isAllowed(facts, name)) names.add(name);
  }
}

function furtherName(facts: Facts, context: GenerateContext, attempt: number): string | null {
  const sources = facts.layers.flatMap(({ patterns }) => patterns.map(({ source }) => source));
  const optional = facts.layers.flatMap(({ properties }) => [...properties.keys()])[attempt];
  if (optional !== undefined) return optional;
  if (facts.names.length > 0) {
    const text = { schema: { type: "string" }, scope: [] };
    const name = context.generate([...facts.names, text], {
      ...context,
      depth: context.depth + 1,
      name: "key",
      omit: null,
    });
    return typeof name === "string" ? name : null;
  }
  const source = sources[(attempt >> 1) % Math.max(1, sources.length)];
  if (source !== undefined && attempt % 2 === 0) {
    const text = textMatching(source, { random: context.random, isAccepted: () => true });
    const longer = `${text}${context.random.integer(1, 99)}`;
    return text !== null && attempt >= 2 * sources.length && new RegExp(source, "u").test(longer) ? longer : text;
  }
  return `${context.random.pick(["first", "second", "third", "other"])}${attempt < 4 ? "" : `_${attempt}`}`;
}

function isAllowed(facts: Facts, name: string): boolean {
  return !facts.forbidden.has(name) && schemasOf(facts, name).every(({ schema }) => schema !== false);
}

/** Returns the schemas of a property: in each layer the named one, those of matching patterns, else the additional one. */
function schemasOf({ layers, unevaluatedProperties }: Facts, name: string): readonly Subschema[] {
  const own = layers.flatMap(({ properties, patterns, additional }) => {
    const property = properties.get(name);
    const matching = patterns.filter(({ pattern }) => pattern.test(name)).map(({ value }) => value);
    const described = [...(property === undefined ? [] : [property]), ...matching];
    return described.length > 0 ? described : (additional ?? []);
  });
  return own.length > 0 ? own : unevaluatedProperties;
}
