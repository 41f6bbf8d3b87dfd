import type { JsonValue } from "../../domain/index.ts";
import { arrayFor } from "./arrays.ts";
import { collectFacts, typedValues } from "./collect.ts";
import { type GenerateContext, isDeep, Unsatisfied } from "./context.ts";
import { type Facts, hasType, type JsonType, jsonTypes } from "./facts.ts";
import { numberWithin } from "./numbers.ts";
import { objectFor } from "./objects.ts";
import type { Subschema } from "./resources.ts";
import { textFor } from "./strings.ts";

/** No finite value is nested so deeply: the schema requires itself. */
const deepest = 40;
/** Tries for a value that must be validated by itself. */
const localTries = 12;

/** Generates a value that conforms to all schemas. Throws Unsatisfied. */
export function generate(of: readonly Subschema[], context: GenerateContext): JsonValue {
  if (context.depth > deepest) throw new Unsatisfied("$ref");
  let keyword = "not";
  for (let attempt = 0; attempt < localTries; attempt += 1) {
    const facts = collectFacts(of, {
      ...{ resources: context.resources, random: context.random, isDeep: isDeep(context) },
      prefersNull: context.profile !== "typical",
    });
    try {
      const value = valueFor(facts, context);
      // The content without its stream is validated as a whole.
      const wrong = context.omit === null ? context.conformity.problemOf(value, facts.toCheck) : null;
      if (wrong === null) return value;
      keyword = wrong;
    } catch (error) {
      if (!(error instanceof Unsatisfied)) throw error;
      keyword = error.keyword;
    }
    context.repetitions.left -= 1;
    const mayDiffer = facts.hasAlternatives || facts.toCheck.length > 0;
    if (!mayDiffer || context.repetitions.left < 0) break;
  }
  throw new Unsatisfied(keyword);
}

function valueFor(facts: Facts, context: GenerateContext): JsonValue {
  if (facts.impossible !== null) throw new Unsatisfied(facts.impossible);
  const sample = sampleFor(facts, context);
  if (sample !== undefined) return sample;
  if (facts.values !== null) return listedValue(facts, context);
  const type = chooseType(facts, context);
  switch (type) {
    case "null":
      return null;
    case "boolean":
      return context.random.chance(0.5);
    case "integer":
    case "number":
      return numberFor(facts, type === "integer", context);
    case "string":
      return stringFor(facts, context);
    case "array":
      return arrayFor(facts, context);
    case "object":
      return objectFor(facts, context);
  }
}

/** Later tries ignore samples, which the schema's author may have got wrong. */
function sampleFor(facts: Facts, { profile, attempt, random, place, omit }: GenerateContext): JsonValue | undefined {
  if (omit !== null || attempt >= 10 || (attempt > 0 && random.chance(0.5))) return undefined;
  const isWhole = (value: JsonValue): boolean => typeof value === "object" && value !== null;
  const fitting = facts.samples.filter(
    (value) => hasType(value, facts.types) && (profile === "typical" || !isWhole(value)),
  );
  return fitting.length === 0 ? undefined : fitting[place % fitting.length];
}

function listedValue(facts: Facts, { profile, random }: GenerateContext): JsonValue {
  const values = typedValues(facts);
  if (values.length === 0) throw new Unsatisfied("enum");
  if (profile !== "typical" && values.includes(null)) return null;
  return random.pick(values);
}

function chooseType(facts: Facts, context: GenerateContext): JsonType {
  const types = jsonTypes.filter((type) => facts.types === null || facts.types.has(type));
  const described = facts.types === null ? describedType(facts) : null;
  if (described !== null) return described;
  const [only] = types;
  if (types.length === 1 && only !== undefined) return only;
  const values = types.filter((type) => type !== "null");
  const isNull = types.includes("null") && (context.profile !== "typical" || context.random.chance(0.1));
  const flat = values.filter((type) => type !== "array" && type !== "object");
  if (isNull) return "null";
  return facts.types === null ? "string" : context.random.pick(isDeep(context) && flat.length > 0 ? flat : values);
}

/** Returns the type that the keywords are about, if any type is allowed. */
function describedType(facts: Facts): JsonType | null {
  const { layers, required, arrays, containing, minItems, patterns, format, minLength } = facts;
  const isBounded = [facts.minimum, facts.maximum, facts.above, facts.below].some((bound) => Number.isFinite(bound));
  if (layers.length > 0 || required.size > 0 || facts.minProperties > 0 || facts.names.length > 0) return "object";
  if (arrays.length > 0 || containing.length > 0 || minItems > 0 || facts.isUnique) return "array";
  if (patterns.length > 0 || format !== null || minLength > 0 || Number.isFinite(facts.maxLength)) return "string";
  return isBounded || facts.multiples.length > 0 ? "number" : null;
}

function numberFor(facts: Facts, isInteger: boolean, { random }: GenerateContext): number {
  const value = numberWithin(facts, { isInteger, random });
  if (value !== null) return value;
  throw new Unsatisfied(
    facts.multiples.length > 0 ? "multipleOf" : Number.isFinite(facts.maximum) ? "maximum" : "exclusiveMaximum",
  );
}

function stringFor(facts: Facts, { name, random }: GenerateContext): string {
  const found = textFor(facts, { name, random });
  if ("text" in found) return found.text;
  throw new Unsatisfied(found.keyword);
}
