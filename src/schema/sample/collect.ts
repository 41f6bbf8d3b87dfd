import { isDeepStrictEqual } from "node:util";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { collectBranches } from "./branches.ts";
import {
  type CollectContext,
  type FactCollector,
  type Facts,
  hasType,
  type JsonType,
  jsonTypes,
  noFacts,
} from "./facts.ts";
import type { Subschema } from "./resources.ts";
import { collectStructure } from "./structure.ts";

/** More references than any sensible schema has before a value: they refer to each other in a circle. */
const mostReferences = 100;

/** Adds up what several schemas require of one value. Chooses one alternative of `anyOf`, `oneOf` and `if`. */
export function collectFacts(of: readonly Subschema[], context: CollectContext): Facts {
  const facts = noFacts();
  const collector = new Collector(facts, context);
  for (const subschema of of) collector.add(subschema);
  return facts;
}

/** Adds schemas to facts. */
export class Collector implements FactCollector {
  readonly facts: Facts;
  readonly context: CollectContext;
  #references = 0;

  constructor(facts: Facts, context: CollectContext) {
    this.facts = facts;
    this.context = context;
  }

  add({ schema, scope }: Subschema): void {
    if (schema === true) return;
    if (!isJsonObject(schema)) {
      this.fail("false");
      return;
    }
    collectScalars(this.facts, schema);
    collectStructure(this.facts, schema, scope);
    this.#refer(schema, scope);
    collectBranches(this, schema, scope);
  }

  fail(keyword: string): void {
    this.facts.impossible ??= keyword;
  }

  #refer(schema: JsonObject, scope: Subschema["scope"]): void {
    const { resources } = this.context;
    for (const keyword of ["$ref", "$dynamicRef"] as const) {
      const reference = schema[keyword];
      if (typeof reference !== "string") continue;
      this.#references += 1;
      const resolve = keyword === "$ref" ? resources.resolve : resources.resolveDynamic;
      const found = this.#references > mostReferences ? null : resolve(reference, schema, scope);
      if (found === null) this.fail(keyword);
      else this.add(found);
    }
  }
}

/** Adds the keywords about values, numbers and texts. */
function collectScalars(facts: Facts, schema: JsonObject): void {
  const number = (key: string): number | undefined => {
    const value = schema[key];
    return typeof value === "number" ? value : undefined;
  };
  collectTypes(facts, schema["type"]);
  if (Array.isArray(schema["enum"])) allow(facts, schema["enum"], "enum");
  if (schema["const"] !== undefined) allow(facts, [schema["const"]], "const");
  facts.samples.push(...samplesOf(schema));
  facts.minimum = Math.max(facts.minimum, number("minimum") ?? facts.minimum);
  facts.maximum = Math.min(facts.maximum, number("maximum") ?? facts.maximum);
  facts.above = Math.max(facts.above, number("exclusiveMinimum") ?? facts.above);
  facts.below = Math.min(facts.below, number("exclusiveMaximum") ?? facts.below);
  facts.minLength = Math.max(facts.minLength, number("minLength") ?? 0);
  facts.maxLength = Math.min(facts.maxLength, number("maxLength") ?? facts.maxLength);
  const multiple = number("multipleOf");
  if (multiple !== undefined) facts.multiples.push(multiple);
  if (typeof schema["pattern"] === "string") facts.patterns.push(schema["pattern"]);
  if (typeof schema["format"] === "string") facts.format = schema["format"];
}

function collectTypes(facts: Facts, written: JsonValue | undefined): void {
  if (written === undefined) return;
  const names: readonly JsonValue[] = Array.isArray(written) ? written : [written];
  const own = jsonTypes.filter((type) => names.includes(type));
  facts.types = facts.types === null ? new Set(own) : commonTypes(facts.types, new Set(own));
  if (facts.types.size === 0) facts.impossible ??= "type";
}

/** An integer is a number, too. */
function commonTypes(a: ReadonlySet<JsonType>, b: ReadonlySet<JsonType>): ReadonlySet<JsonType> {
  const isIn = (types: ReadonlySet<JsonType>, type: JsonType): boolean =>
    types.has(type) || (type === "integer" && types.has("number"));
  return new Set(jsonTypes.filter((type) => isIn(a, type) && isIn(b, type) && (a.has(type) || b.has(type))));
}

function allow(facts: Facts, values: readonly JsonValue[], keyword: string): void {
  const before = facts.values;
  facts.values =
    before === null ? values : before.filter((value) => values.some((one) => isDeepStrictEqual(one, value)));
  if (facts.values.length === 0) facts.impossible ??= keyword;
}

/** `x-wct-sample` lists values for samples only; `examples` and `default` are also for readers. */
function samplesOf(schema: JsonObject): readonly JsonValue[] {
  for (const key of ["x-wct-sample", "examples"]) {
    const listed = schema[key];
    if (Array.isArray(listed) && listed.length > 0) return listed;
  }
  return schema["default"] === undefined ? [] : [schema["default"]];
}

/** Returns the values that the types allow. */
export function typedValues({ values, types }: Facts): readonly JsonValue[] {
  return (values ?? []).filter((value) => hasType(value, types));
}
