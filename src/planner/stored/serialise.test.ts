import fc from "fast-check";
import { expect, test } from "vitest";
import { isWctError } from "../../diagnostics/index.ts";
import type { ExecutionPlan, JsonObject, JsonValue } from "../../domain/index.ts";
import { planText } from "../../testing/plans/plan-kit.ts";
import { parsePlan, serialisePlan } from "./serialise.ts";
import { executionPlan } from "./shape.ts";

const word = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/).filter((id) => !["and", "or", "not"].includes(id));
// Contains no placeholders, because an unset variable would be another mistake.
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

/** Generates runbooks (JSON is YAML) of sources and pass-throughs over one earlier artifact. */
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

function planned(): ExecutionPlan {
  const result = planText(text);
  return result.ok ? result.plan : expect.fail("the runbook is wrong");
}

const serialised = (): JsonObject => serialisePlan(planned());

/** The format of older records, in which every artifact is written in full. */
const writtenOut = (): JsonObject => JSON.parse(JSON.stringify(planned()));

test("a plan that is written out is read as well", () => {
  expect(parsePlan(writtenOut())).toEqual(planned());
});

test("a plan with a processor, files and rulesets survives too", () => {
  const json = serialised();
  expect(JSON.stringify(serialisePlan(parsePlan(json)))).toBe(JSON.stringify(json));
  expect(JSON.stringify(json)).toContain('"labels":{"__proto__":"x"}');
});

const other = fc.constantFrom(...[null, "", "x", 1, -1, 1.5, true, [], ["x"], [1], {}, { x: "x" }, undefined]);

const refusal = (place: string) =>
  expect.objectContaining({
    code: "WCT_RUN_RECORD_CORRUPT",
    message: `the recorded plan is not well formed at ${place}`,
  });

test.each<[string, (plan: string) => string, string]>([
  ["another format", (plan) => plan.replace('"format":1', '"format":0'), "format"],
  ["a key too many", (plan) => plan.replace('"format":1', '"format":1,"more":1'), "its top"],
  ["a method that is none", (plan) => plan.replace('"kind":"source"', '"kind":"other"'), "artifacts.0.method.kind"],
  [
    "a bad schema",
    (plan) => plan.replace('"outputSchema":"standard_input:1.0.0"', '"outputSchema":"x"'),
    "artifacts.0.outputSchema",
  ],
  ["a bad digest", (plan) => plan.replace(/"path":"[0-9a-f]{64}"/, '"path":"x"'), "artifacts.0.fingerprint.files"],
])("what is no plan is refused: %s", (_name, damage, place) => {
  const damaged = damage(JSON.stringify(writtenOut()));
  expect(damaged).not.toBe(JSON.stringify(writtenOut()));
  expect(() => parsePlan(JSON.parse(damaged))).toThrow(refusal(place));
});

test.each<[string, (plan: string) => string, string]>([
  ["a key too many", (plan) => plan.replace('"format":2', '"format":2,"more":1'), "its top"],
  ["a method that is none", (plan) => plan.replace('"kind":"source"', '"kind":"other"'), "recipes.0.method.kind"],
  ["a group without its inputs", (plan) => plan.replace('"inputs":[0]', '"artifacts":["a"]'), "recipes.1.method"],
  [
    "a group of inputs that are not there",
    (plan) => plan.replace('"inputs":[0]', '"inputs":[1]'),
    "artifacts.1.inputs",
  ],
  ["a recipe that is not there", (plan) => plan.replace('"recipe":1', '"recipe":2'), "artifacts.1.recipe"],
  ["a file that is not there", (plan) => plan.replace('"at":[0', '"at":[1'), "artifacts.0.at"],
  ["a key of an artifact too many", (plan) => plan.replace('"recipe":0', '"recipe":0,"more":1'), "artifacts.0.more"],
  ["an artifact without its id", (plan) => plan.replace('"id":"a",', ""), "artifacts.0"],
])("what is no stored plan is refused: %s", (_name, damage, place) => {
  const damaged = damage(JSON.stringify(serialised()));
  expect(damaged).not.toBe(JSON.stringify(serialised()));
  expect(() => parsePlan(JSON.parse(damaged))).toThrow(refusal(place));
});

test("a stored plan in which anything was changed is read as a plan, or refused", () => {
  const plan = serialised();
  fc.assert(
    fc.property(fc.constantFrom(...placesIn(plan)), other, fc.boolean(), (path, value, isAdded) => {
      const damaged = changedAt(plan, isAdded ? [...path.slice(0, -1), "more"] : path, value);
      const read = readOrCode(damaged);
      if (read !== "WCT_RUN_RECORD_CORRUPT") expect(executionPlan.is(JSON.parse(JSON.stringify(read)))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

function readOrCode(json: JsonValue): unknown {
  try {
    return parsePlan(json);
  } catch (error) {
    return isWctError(error) ? error.code : error;
  }
}

test("what artifacts have in common stands in a stored plan once", () => {
  const derived = (at: number) => `  f${at}: { inputs: a, process: { type: find } }\n`;
  const sizeOf = (count: number): number => {
    const result = planText(`${text}${Array.from({ length: count }, (_, at) => derived(at)).join("")}`);
    return result.ok ? JSON.stringify(serialisePlan(result.plan)).length : expect.fail("the runbook is wrong");
  };
  expect((sizeOf(90) - sizeOf(10)) / 80).toBeLessThan(80);
});

test("a plan in which anything was changed is refused where it was changed", () => {
  const plan = writtenOut();
  const places = placesIn(plan);
  fc.assert(
    fc.property(fc.constantFrom(...places), other, (path, value) => {
      const damaged = changedAt(plan, path, value);
      const wrong = executionPlan.wrongPath(damaged);
      expect(executionPlan.is(damaged)).toBe(wrong === null);
      const shared = Math.min(wrong?.length ?? 0, path.length);
      expect(wrong?.slice(0, shared).map(String)).toEqual(wrong === null ? undefined : path.slice(0, shared));
    }),
    { numRuns: 500 },
  );
  expect(executionPlan.is(plan)).toBe(true);
});

type Path = readonly (string | number)[];

function placesIn(value: JsonValue, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, part]) => placesIn(part, [...path, key]))];
}

/** Returns a copy with another value at a path; undefined removes the key. */
function changedAt(value: JsonValue, path: Path, by: JsonValue | undefined): JsonValue {
  const copy = structuredClone(value);
  const holder = path.slice(0, -1).reduce((at: unknown, key) => Reflect.get(Object(at), key), copy);
  const key = path.at(-1);
  if (key === undefined || typeof holder !== "object" || holder === null) return by ?? null;
  if (by === undefined) Reflect.deleteProperty(holder, key);
  else Reflect.set(holder, key, by);
  return JSON.parse(JSON.stringify(copy));
}

test("a plan of a format to come is refused as newer, not as damaged", () => {
  const refusal = (format: JsonValue) => {
    try {
      parsePlan({ format, artifacts: [] });
    } catch (error) {
      if (isWctError(error)) return error.diagnostics[0];
      throw error;
    }
    return expect.fail(`format ${String(format)} was read`);
  };
  expect(refusal(3)).toMatchObject({
    code: "WCT_STORE_NEWER",
    message: "the recorded plan has format 3, and this wct reads formats up to 2",
  });
  for (const none of [1.5, "3", null, 0]) expect(refusal(none)?.code).toBe("WCT_RUN_RECORD_CORRUPT");
});
