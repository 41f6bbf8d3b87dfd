import fc from "fast-check";
import type { JsonObject, JsonValue } from "../../src/domain/index.ts";

// Runbooks over the components of the planner's kit that are valid by construction.

/** What can follow on artifacts that hold a schema: the processors that take it, and what they make. */
const makers = [
  { takes: "standard_input", type: "find", makes: "finding" },
  { takes: "standard_input", type: "default_rules", makes: "finding" },
  { takes: "note", type: "read_note", makes: "note" },
] as const;

const sources = [
  { type: "csv", makes: "standard_input" },
  { type: "orders", makes: "order" },
  { type: "note", makes: "note" },
] as const;

const csvProperties: fc.Arbitrary<JsonObject> = fc.record(
  {
    path: fc.constantFrom("a.csv", "./a.csv", "${UNSET:-a.csv}", "${FILE}"),
    delimiter: fc.constantFrom(",", ";", "\t", "#", ": ", "- "),
    limit: fc.integer({ min: -5, max: 1_000_000 }),
    header: fc.boolean(),
    level: fc.constantFrom("low", "high"),
    either: fc.oneof(fc.integer(), fc.string({ unit: "grapheme", maxLength: 8 })),
  },
  { requiredKeys: ["path"] },
);

const words = fc.oneof(
  fc.constantFrom(
    "Shop",
    "true",
    "null",
    "1e3",
    "~",
    "# no",
    "a: b",
    " x ",
    "line\nline\n",
    "é😀",
    "${UNSET:-d}",
    "'",
    '"',
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
);

const details: fc.Arbitrary<JsonObject> = fc.record(
  {
    name: words,
    description: words,
    output: fc.boolean(),
    optional: fc.boolean(),
    breakpoint: fc.constantFrom("before", "after", "both"),
    timeout: fc.constantFrom(1, 0.5, 60),
    retain: fc.boolean(),
    tags: fc.array(fc.constantFrom("pii", "a b", "1", "null"), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

const ids = ["a", "__proto__", "constructor", "toString", "B-2", "_", "true", "null", "hasOwnProperty", "n1"];

/** One artifact more, made by what the numbers choose. */
interface Step {
  readonly how: number;
  readonly which: number;
  readonly properties: JsonObject;
  readonly details: JsonObject;
}

const step: fc.Arbitrary<Step> = fc.record({ how: fc.nat(5), which: fc.nat(99), properties: csvProperties, details });

/** A valid runbook as plain data, its artifacts in any order. Entries stand in lists: `__proto__` is a key like any. */
export const validRunbook: fc.Arbitrary<Tree> = fc
  .record({
    name: words,
    description: words,
    config: fc.option(fc.record({ max_concurrency: fc.integer({ min: 1, max: 99 }), retain: fc.constant("all") })),
    steps: fc.array(step, { minLength: 1, maxLength: ids.length }),
  })
  .map(({ name, description, config, steps }) => {
    const made: { readonly id: string; readonly makes: string; readonly entry: Tree }[] = [];
    for (const [index, one] of steps.entries()) made.push({ id: ids[index]!, ...artifact(one, made) });
    const artifacts: Tree = { entries: made.map(({ id, entry }) => [id, entry]) };
    return {
      entries: [
        ["name", name],
        ["description", description],
        ...(config === null ? [] : [["config", treeOf(config)] as const]),
        ["artifacts", artifacts],
      ],
    };
  });

function artifact(
  { how, which, properties, details }: Step,
  before: readonly { readonly id: string; readonly makes: string }[],
): { readonly makes: string; readonly entry: Tree } {
  const input = before[which % Math.max(1, before.length)];
  const more = entriesOf(details);
  const maker = makers.filter(({ takes }) => takes === input?.makes)[how % 2];
  if (input === undefined || how === 0) return source(which, properties, more);
  if (maker === undefined || how >= 4) {
    return { makes: input.makes, entry: { entries: [["inputs", how === 5 ? [input.id] : input.id], ...more] } };
  }
  const process = treeOf({ type: maker.type, properties: {} });
  return { makes: maker.makes, entry: { entries: [["inputs", [input.id]], ["process", process], ...more] } };
}

function source(which: number, properties: JsonObject, more: readonly Entry[]) {
  const { type, makes } = sources[which % sources.length]!;
  const entry = treeOf({ type, ...(type === "csv" ? { properties } : {}) });
  return { makes, entry: { entries: [["source", entry], ...more] } as const };
}

type Entry = readonly [string, Tree];
export interface Mapping {
  readonly entries: readonly Entry[];
}
/** JSON whose mappings are lists of entries. */
export type Tree = string | number | boolean | null | readonly Tree[] | Mapping;

function treeOf(json: JsonValue): Tree {
  if (json === null || typeof json !== "object") return json;
  if (Array.isArray(json)) return json.map(treeOf);
  return { entries: entriesOf(json as JsonObject) };
}

const entriesOf = (json: JsonObject): readonly Entry[] =>
  Object.entries(json).map(([key, value]) => [key, treeOf(value)]);
