import type { JsonValue } from "../../domain/index.ts";
import { type GenerateContext, isDeep, Unsatisfied } from "./context.ts";
import type { Facts } from "./facts.ts";
import type { Subschema } from "./resources.ts";

/** Tries for one element that differs from all others. */
const uniqueTries = 40;

/** Generates a list. Throws Unsatisfied. */
export function arrayFor(facts: Facts, context: GenerateContext): JsonValue[] {
  const { containing } = facts;
  const wanted = containing.flatMap(({ schema, least }) => Array.from({ length: least }, () => schema));
  const first = prefixLength(facts);
  const least = Math.max(facts.minItems, wanted.length === 0 ? 0 : first + wanted.length);
  if (least > facts.maxItems) throw new Unsatisfied(wanted.length > 0 ? "contains" : "maxItems");
  const length = lengthFor(facts, context, least);
  const items: JsonValue[] = [];
  for (let place = 0; place < length; place += 1) {
    const special = wanted[place - first];
    // What an element contains counts as evaluated.
    const of = special === undefined ? schemasAt(facts, place) : [...ownSchemasAt(facts, place), special];
    if (isClosed(of) && items.length >= facts.minItems) break;
    const item = elementFor(of, { ...context, items, isUnique: facts.isUnique });
    if (item !== undefined) items.push(item);
    else if (items.length >= least) break;
    else throw new Unsatisfied("uniqueItems");
  }
  return items;
}

const prefixLength = ({ arrays }: Facts): number => Math.max(0, ...arrays.map(({ prefix }) => prefix.length));

function lengthFor(facts: Facts, context: GenerateContext, least: number): number {
  const { profile, random, attempt } = context;
  if (profile !== "typical" || isDeep(context) || attempt >= 15) return least;
  const usual = random.integer(1, context.depth > 3 ? 1 : 2);
  return Math.min(facts.maxItems, Math.max(least, prefixLength(facts), usual));
}

function schemasAt(facts: Facts, place: number): readonly Subschema[] {
  const own = ownSchemasAt(facts, place);
  return own.length > 0 ? own : facts.unevaluatedItems;
}

const ownSchemasAt = ({ arrays }: Facts, place: number): readonly Subschema[] =>
  arrays.flatMap(({ prefix, items }) => prefix[place] ?? items ?? []);

const isClosed = (of: readonly Subschema[]): boolean => of.some(({ schema }) => schema === false);

interface ElementContext extends GenerateContext {
  readonly items: readonly JsonValue[];
  readonly isUnique: boolean;
}

/** Returns undefined if every value that was made is in the list already. */
function elementFor(of: readonly Subschema[], { items, isUnique, ...context }: ElementContext): JsonValue | undefined {
  const known = new Set(isUnique ? items.map((item) => JSON.stringify(item)) : []);
  for (let attempt = 0; attempt < uniqueTries; attempt += 1) {
    const place = context.random.integer(0, 7) + items.length;
    const tried = Math.max(context.attempt, attempt > uniqueTries / 2 ? 10 : 0);
    const value = context.generate(of, { ...context, attempt: tried, depth: context.depth + 1, place, omit: null });
    if (!isUnique || !known.has(JSON.stringify(value))) return value;
  }
  return undefined;
}
