import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../domain/index.ts";
import { planText } from "../testing/plan-kit.ts";
import { isPlan } from "./plan-shape.ts";
import { parsePlan, parseThoroughly, serialisePlan } from "./serialise.ts";

const word = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/).filter((id) => !["and", "or", "not"].includes(id));
// No placeholders: an unset variable would be a fault of its own.
const phrase = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !text.includes("$"));
const flags = fc.record(
  {
    name: phrase,
    description: phrase,
    output: fc.boolean(),
    optional: fc.boolean(),
    breakpoint: fc.constantFrom("before", "after", "both"),
    timeout: fc.integer({ min: 1, max: 1e6 }),
    retain: fc.boolean(),
    tags: fc.array(word, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);
const labels = fc.dictionary(fc.oneof(word, fc.constant("__proto__")), phrase, { maxKeys: 3 });
const source = fc.oneof(
  labels.map((map) => ({ source: { type: "csv", properties: { path: "a.csv", labels: map } } })),
  fc.constant({ source: { type: "orders" } }),
);

/** Runbooks (JSON is YAML) of sources and pass-throughs over one earlier artifact. */
const runbook = fc
  .uniqueArray(fc.tuple(word, source, flags, fc.nat()), { minLength: 1, maxLength: 6, selector: ([id]) => id })
  .map((list) => {
    const artifacts = list.map(([id, made, more, pick], position) => {
      const input = pick % 2 === 0 ? list[pick % (position + 1)]?.[0] : undefined;
      return [id, { ...(input === undefined || input === id ? made : { inputs: input }), ...more }];
    });
    return JSON.stringify({ name: "N", description: "D", artifacts: Object.fromEntries(artifacts) });
  });

test("a plan survives its way through JSON", () => {
  fc.assert(
    fc.property(runbook, (text) => {
      const result = planText(text);
      if (!result.ok) return expect.fail(`${result.diagnostics.map(({ message }) => message).join("\n")}\n${text}`);
      const json: JsonValue = JSON.parse(JSON.stringify(serialisePlan(result.plan)));
      const back = parsePlan(json);
      expect(back).toEqual(result.plan);
      expect(JSON.stringify(serialisePlan(back))).toBe(JSON.stringify(serialisePlan(result.plan)));
    }),
  );
});

const text = `name: N
description: D
artifacts:
  a: { source: { type: csv, properties: { path: a.csv, labels: { __proto__: x } } } }
  f: { inputs: a, process: { type: default_rules } }
`;

function serialised(): JsonObject {
  const result = planText(text);
  return result.ok ? serialisePlan(result.plan) : expect.fail("the runbook is wrong");
}

test("a plan with a processor, files and rulesets survives too", () => {
  const json = serialised();
  expect(JSON.stringify(serialisePlan(parsePlan(json)))).toBe(JSON.stringify(json));
  expect(JSON.stringify(json)).toContain('"labels":{"__proto__":"x"}');
});

test.each<[string, (plan: string) => string, string]>([
  ["another format", (plan) => plan.replace('"format":1', '"format":2'), "format"],
  ["a key too many", (plan) => plan.replace('"format":1', '"format":1,"more":1'), "its top"],
  ["a method that is none", (plan) => plan.replace('"kind":"source"', '"kind":"other"'), "artifacts.0.method.kind"],
  [
    "a bad schema",
    (plan) => plan.replace('"outputSchema":"standard_input:1.0.0"', '"outputSchema":"x"'),
    "artifacts.0.outputSchema",
  ],
  ["a bad digest", (plan) => plan.replace(/"path":"[0-9a-f]{64}"/, '"path":"x"'), "artifacts.0.fingerprint.files"],
])("what is no plan is refused: %s", (_name, damage, place) => {
  const damaged = damage(JSON.stringify(serialised()));
  expect(damaged).not.toBe(JSON.stringify(serialised()));
  expect(() => parsePlan(JSON.parse(damaged))).toThrow(
    expect.objectContaining({
      code: "WCT_RUN_RECORD_CORRUPT",
      message: `the recorded plan is not well formed at ${place}`,
    }),
  );
});

test("what is looked at quickly and what is looked at thoroughly is judged alike, whatever was changed in it", () => {
  const plan = serialised();
  const places = placesIn(plan);
  const other = fc.constantFrom(...[null, "", "x", 1, -1, 1.5, true, [], ["x"], [1], {}, { x: "x" }, undefined]);
  fc.assert(
    fc.property(fc.constantFrom(...places), other, fc.boolean(), (path, value, isAdded) => {
      const damaged = changedAt(plan, isAdded ? [...path.slice(0, -1), "more"] : path, value);
      expect(isPlan(damaged)).toBe(isAccepted(() => parseThoroughly(damaged)));
    }),
    { numRuns: 500 },
  );
  expect(isPlan(plan)).toBe(true);
});

type Path = readonly (string | number)[];

function placesIn(value: JsonValue, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, part]) => placesIn(part, [...path, key]))];
}

/** A copy with another value at a path; undefined leaves the key out. */
function changedAt(value: JsonValue, path: Path, by: JsonValue | undefined): JsonValue {
  const copy = structuredClone(value);
  const holder = path.slice(0, -1).reduce((at: unknown, key) => Reflect.get(Object(at), key), copy);
  const key = path.at(-1);
  if (key === undefined || typeof holder !== "object" || holder === null) return by ?? null;
  if (by === undefined) Reflect.deleteProperty(holder, key);
  else Reflect.set(holder, key, by);
  return JSON.parse(JSON.stringify(copy));
}

function isAccepted(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}
