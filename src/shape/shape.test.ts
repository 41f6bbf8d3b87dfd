import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  amount,
  describes,
  flag,
  integer,
  type JsonObject,
  type JsonValue,
  jsonSchemaOf,
  lazy,
  list,
  literal,
  named,
  natural,
  number,
  object,
  oneOf,
  optional,
  orNull,
  published,
  record,
  repeatedTextOf,
  type Shape,
  type ShapeOf,
  type ShapePath,
  strictObject,
  taggedUnion,
  text,
  textOf,
  tuple,
  union,
} from "./index.ts";

/** A description, a valid value, and values with one invalid part, each with the path that must be reported. */
interface Sample {
  readonly shape: Shape<unknown>;
  readonly value: JsonValue;
  readonly wrong: readonly { readonly value: JsonValue; readonly path: ShapePath }[];
}

const isWord = (value: string): value is string => /^[a-z]+$/.test(value);
const word = fc.stringMatching(/^[a-z]{1,5}$/);
const leafOf = (shape: Shape<unknown>, values: fc.Arbitrary<JsonValue>, ...wrong: readonly JsonValue[]) =>
  values.map((value): Sample => ({ shape, value, wrong: wrong.map((value) => ({ value, path: [] })) }));

const leaves: fc.Arbitrary<Sample> = fc.oneof(
  leafOf(text("About."), fc.string(), 1, null, ["x"]),
  leafOf(textOf(isWord, { pattern: "^[a-z]+$" }), word, "", "A", 1),
  leafOf(repeatedTextOf(isWord, { pattern: "^[a-z]+$" }), word, "", "A", 1),
  leafOf(flag(), fc.boolean(), "true", 0),
  leafOf(natural("About."), fc.nat(), -1, 1.5, "1"),
  leafOf(integer(), fc.integer(), 1.5, "1"),
  leafOf(number(), fc.integer(), "1", null),
  leafOf(amount(), fc.double({ min: 1, max: 9 }), "1", null),
  leafOf(literal(1), fc.constant(1), 2, "1"),
  leafOf(oneOf(["a", "b"]), fc.constantFrom("a", "b"), "c", 1),
  leafOf(union([literal("a"), object({ b: flag() })]), fc.constant({ b: true }), "b", { b: 1 }, {}),
);

const lifted = (sample: Sample, key: string | number, around: (part: JsonValue) => JsonValue): Sample["wrong"] =>
  sample.wrong.map(({ value, path }) => ({ value: around(value), path: [key, ...path] }));

const nullable = (inner: Sample, isNull: boolean): Sample => ({
  shape: orNull(inner.shape, "none"),
  value: isNull ? null : inner.value,
  wrong: inner.wrong.filter(({ value }) => value !== null),
});

const listed = (inner: Sample): Sample => ({
  shape: list(inner.shape, "All."),
  value: [inner.value, inner.value],
  wrong: [{ value: {}, path: [] }, ...lifted(inner, 1, (part) => [inner.value, part])],
});

const paired = (inner: Sample): Sample => ({
  shape: tuple([text(), inner.shape]),
  value: ["", inner.value],
  wrong: [
    { value: [""], path: [] },
    { value: ["", inner.value, ""], path: [] },
    ...lifted(inner, 1, (part) => ["", part]),
  ],
});

const recorded = (inner: Sample, key: string): Sample => ({
  shape: record(inner.shape),
  value: { [key]: inner.value },
  wrong: [{ value: [], path: [] }, ...inner.wrong.map(({ value }) => ({ value: { [key]: value }, path: [] }))],
});

function fielded(parts: Readonly<Record<string, Sample>>, isStrict: boolean): Sample {
  const names = Object.keys(parts);
  const value = Object.fromEntries(names.map((name) => [name, parts[name]!.value]));
  const shapes = Object.fromEntries(names.map((name) => [name, parts[name]!.shape]));
  const without = (name: string): JsonValue =>
    Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
  return {
    shape: isStrict ? strictObject(shapes) : object(shapes, "One."),
    value,
    wrong: [
      { value: [], path: [] },
      ...(isStrict ? [{ value: { ...value, Surplus: 1 }, path: [] }] : []),
      ...names.map((name) => ({ value: without(name), path: [name] })),
      ...names.flatMap((name) => lifted(parts[name]!, name, (part) => ({ ...value, [name]: part }))),
    ],
  };
}

const tagged = (inner: Sample): Sample => ({
  shape: taggedUnion("kind", {
    none: object({ kind: literal("none") }),
    one: strictObject({ kind: literal("one"), inner: inner.shape }),
  }),
  value: { kind: "one", inner: inner.value },
  wrong: [
    { value: { kind: "other", inner: inner.value }, path: ["kind"] },
    { value: { kind: "toString" }, path: ["kind"] },
    ...lifted(inner, "inner", (part) => ({ kind: "one", inner: part })),
  ],
});

const { samples } = fc.letrec<{ samples: Sample }>((tie) => ({
  samples: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaves,
    fc.tuple(tie("samples"), fc.boolean()).map(([inner, isNull]) => nullable(inner, isNull)),
    tie("samples").map(listed),
    tie("samples").map(paired),
    fc.tuple(tie("samples"), fc.constantFrom("a", "__proto__")).map(([inner, key]) => recorded(inner, key)),
    tie("samples").map(tagged),
    fc.tuple(fc.dictionary(word, tie("samples"), { maxKeys: 3 }), fc.boolean()).map((args) => fielded(...args)),
  ),
}));

function fitsSchema(shape: Shape<unknown>): (value: JsonValue) => boolean {
  const validate = new Ajv2020({ strict: true, strictTypes: "log", logger: false }).compile(jsonSchemaOf(shape));
  return (value) => validate(value) === true;
}

describe("a description", () => {
  it("accepts a value as its JSON Schema does, and names the part that is wrong", () => {
    fc.assert(
      fc.property(samples, ({ shape, value, wrong }) => {
        const fits = fitsSchema(shape);
        expect([shape.is(value), shape.wrongPath(value), fits(value)]).toEqual([true, null, true]);
        for (const { value: other, path } of wrong) {
          const judged = { other, is: shape.is(other), path: shape.wrongPath(other), fits: fits(other) };
          expect(judged).toEqual({ other, is: false, path, fits: false });
        }
      }),
      { numRuns: 60 },
    );
  });

  it("accepts and refuses whatever it is given, and finds a place exactly in what it refuses", () => {
    fc.assert(
      fc.property(samples, fc.anything(), ({ shape }, value) => {
        expect(shape.wrongPath(value) === null).toBe(shape.is(value));
      }),
    );
  });

  it("names the first part in its own order", () => {
    const shape = object({ a: text(), b: object({ c: natural() }), d: flag() });
    expect(shape.wrongPath({ d: 1, b: { c: -1 }, a: "x" })).toEqual(["b", "c"]);
  });

  it("refuses a number that JSON turns into another one, where amounts and counts are asked for", () => {
    for (const shape of [amount(), natural()]) {
      expect([-0, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 1100].some(shape.is)).toBe(false);
    }
    expect(natural().is(2 ** 53)).toBe(false);
    expect([number().is(-0), integer().is(-0)]).toEqual([true, true]);
  });

  it("lets a field be absent that is optional, and no other be there where it is strict", () => {
    const shape = strictObject({ a: text(), b: optional(text()) });
    expect([{ a: "" }, { a: "", b: "" }].every(shape.is)).toBe(true);
    expect(shape.wrongPath({ a: "", b: 1 })).toEqual(["b"]);
    expect(shape.wrongPath({ a: "", c: "" })).toEqual([]);
    expect(jsonSchemaOf(shape)).toMatchObject({ required: ["a"] });
  });

  it("may refer to itself", () => {
    interface Tree {
      readonly children: readonly Tree[];
    }
    const tree: Shape<Tree> = named("Tree", strictObject({ children: list(lazy(() => tree)) }));
    expect(tree.is({ children: [{ children: [] }] })).toBe(true);
    expect(tree.wrongPath({ children: [{ children: [{}] }] })).toEqual(["children", 0, "children", 0, "children"]);
    const fits = fitsSchema(tree);
    expect([fits({ children: [{ children: [] }] }), fits({ children: [{}] })]).toEqual([true, false]);
  });

  it("may publish more than it asks for", () => {
    const shape = published(natural("From 1."), { minimum: 1 });
    expect(shape.is(0)).toBe(true);
    expect(jsonSchemaOf(shape)).toEqual({ type: "integer", minimum: 1, description: "From 1." });
  });
});

// The compiler errors are part of the test: each line below such a comment must be an error.
it("is held to a type that is written out, in both directions", () => {
  interface Point {
    readonly x: number;
    readonly mark?: "a" | "b" | undefined;
  }
  const x = natural();
  const mark = optional(oneOf(["a", "b"]));
  const point = describes<Point>()(strictObject({ x, mark }));
  const is: ShapeOf<typeof point> = { x: 1 };
  // @ts-expect-error a field is missing
  describes<Point>()(strictObject({ x }));
  // @ts-expect-error a field is too many
  describes<Point>()(strictObject({ x, mark, more: x }));
  // @ts-expect-error a text that the type has is missing
  describes<Point>()(strictObject({ x, mark: optional(oneOf(["a"])) }));
  // @ts-expect-error a variant says another tag than its own
  taggedUnion("kind", { a: object({ kind: literal("b") }) });
  const unnamed: JsonObject = jsonSchemaOf(point);
  expect([point.is(is), unnamed["type"]]).toEqual([true, "object"]);
});
