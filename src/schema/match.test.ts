import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ArtifactId } from "../domain/index.ts";
import { type Combination, findEqualCombinations } from "./combination.ts";
import { matchInputs, matchPassThrough, mayLowerTo, type SchemaInput } from "./match.ts";
import { groupKey, type ParsedSchemaRef, parseSchemaRef, satisfies } from "./ref.ts";

const ref = (text: string): ParsedSchemaRef => parseSchemaRef(text) ?? expect.fail(`${text} is no reference`);
const combination = (...texts: string[]): Combination =>
  texts.map((text) => ({ schema: ref(text.replace("?", "")), optional: text.endsWith("?") }));
/** Creates artifacts x1, x2, ... with these schemas. */
const inputs = (...texts: string[]): SchemaInput[] =>
  texts.map((text, index) => ({ artifact: `x${index + 1}` as ArtifactId, schema: ref(text) }));
const always = () => true;
const never = () => false;

describe("which combination is taken", () => {
  test.each<[string, string[], string[][], number | null]>([
    ["the only one", ["a:1.0.0"], [["a:1.0.0"]], 0],
    ["none: a group is missing", ["a:1.0.0"], [["a:1.0.0", "b:1.0.0"]], null],
    ["none: a group is not wanted", ["a:1.0.0", "b:1.0.0"], [["a:1.0.0"]], null],
    ["none: the minor is too low", ["a:1.0.0"], [["a:1.1.0"]], null],
    ["none: one of two minors is too low", ["a:1.1.0", "a:1.0.0"], [["a:1.1.0"]], null],
    ["none: another major", ["a:2.0.0"], [["a:1.0.0"]], null],
    ["none: another minor of major 0", ["a:0.2.0"], [["a:0.1.0"]], null],
    ["an optional group may be absent", ["a:1.0.0"], [["a:1.0.0", "b:1.0.0?"]], 0],
    ["an optional group may be there", ["a:1.0.0", "b:1.0.0"], [["a:1.0.0", "b:1.0.0?"]], 0],
    ["an optional group must still fit", ["a:1.0.0", "b:1.0.0"], [["a:1.0.0", "b:1.1.0?"]], null],
    ["the one with most groups", ["a:1.0.0"], [["a:1.0.0"], ["a:1.0.0", "b:1.0.0?"]], 1],
    ["the one with the highest minor", ["a:1.5.0"], [["a:1.0.0"], ["a:1.5.0"], ["a:1.2.0"]], 1],
    ["not the highest when it does not fit", ["a:1.3.0"], [["a:1.0.0"], ["a:1.5.0"], ["a:1.2.0"]], 2],
    [
      "the first group in name order decides",
      ["a:1.1.0", "b:1.1.0"],
      [
        ["b:1.1.0", "a:1.0.0"],
        ["a:1.1.0", "b:1.0.0"],
      ],
      1,
    ],
    ["two majors of one name are two groups", ["a:1.0.0", "a:2.0.0"], [["a:1.0.0"], ["a:1.0.0", "a:2.0.0"]], 1],
  ])("%s", (_name, given, combinations, expected) => {
    const match = matchInputs(
      inputs(...given),
      combinations.map((texts) => combination(...texts)),
      always,
    );
    expect(match.ok ? match.combination : null).toBe(expected);
  });

  test("without combinations nothing fits", () => {
    expect(matchInputs(inputs("a:1.0.0"), [], always)).toEqual({ ok: false, reason: "no-combination" });
  });
});

describe("how inputs are grouped", () => {
  test("artifacts of one group are joined in the order written, under the lowest minor", () => {
    const given = inputs("a:1.4.0", "b:1.0.0", "a:1.2.0", "a:1.3.0");
    expect(matchInputs(given, [combination("b:1.0.0", "a:1.1.0")], always)).toEqual({
      ok: true,
      combination: 0,
      groups: [
        { required: "b:1.0.0", schema: "b:1.0.0", artifacts: ["x2"] },
        { required: "a:1.1.0", schema: "a:1.2.0", artifacts: ["x1", "x3", "x4"] },
      ],
    });
  });

  test("several artifacts of a schema without a stream are refused", () => {
    expect(matchInputs(inputs("a:1.0.0", "a:1.0.0"), [combination("a:1.0.0")], never)).toEqual({
      ok: false,
      reason: "not-joinable",
      schema: "a:1.0.0",
      artifacts: ["x1", "x2"],
    });
  });

  test("one artifact needs no stream", () => {
    expect(matchInputs(inputs("a:1.0.0"), [combination("a:1.0.0")], never).ok).toBe(true);
  });
});

describe("a pass-through", () => {
  const passThrough = (texts: readonly string[], hasStream = always) => {
    const [first = expect.fail("no input"), ...others] = inputs(...texts);
    return matchPassThrough([first, ...others], hasStream);
  };

  test("has the lowest minor of its inputs", () => {
    expect(passThrough(["a:1.2.0", "a:1.0.3"])).toMatchObject({ ok: true, schema: { ref: "a:1.0.3" } });
  });

  test("refuses different schemas, and names the first that differs", () => {
    expect(passThrough(["a:1.0.0", "a:1.1.0", "b:1.0.0", "c:1.0.0"])).toMatchObject({
      reason: "different-schemas",
      first: { artifact: "x1" },
      other: { artifact: "x3" },
    });
  });

  test.each([
    ["a:1.0.0", "a:2.0.0"],
    ["a:0.1.0", "a:0.2.0"],
  ])("refuses %s beside %s", (...texts) => {
    expect(passThrough(texts)).toMatchObject({ reason: "different-schemas" });
  });

  test("of several inputs needs a stream, of one does not", () => {
    expect(passThrough(["a:1.0.0", "a:1.0.0"], never)).toMatchObject({
      reason: "not-joinable",
      artifacts: ["x1", "x2"],
    });
    expect(passThrough(["a:1.0.0"], never).ok).toBe(true);
  });
});

test.each([
  ["a:1.2.0", "a:1.2.0", true],
  ["a:1.2.0", "a:1.1.9", true],
  ["a:1.2.0", "a:1.3.0", false],
  ["a:1.2.0", "a:2.0.0", false],
  ["a:1.2.0", "b:1.0.0", false],
  ["a:0.2.0", "a:0.1.0", false],
])("a component that makes %s may be said to make %s: %s", (own, wanted, expected) => {
  expect(mayLowerTo(ref(own), ref(wanted))).toBe(expected);
});

describe("equal combinations", () => {
  test.each<[string, string[][], [number, number] | null]>([
    ["the same twice", [["a:1.0.0"], ["b:1.0.0"], ["a:1.0.0"]], [0, 2]],
    [
      "the same in another order",
      [
        ["a:1.0.0", "b:1.0.0"],
        ["b:1.0.0", "a:1.0.0"],
      ],
      [0, 1],
    ],
    [
      "different optional groups beside the same",
      [
        ["a:1.0.0", "b:1.0.0?"],
        ["a:1.0.0", "c:1.0.0?"],
      ],
      [0, 1],
    ],
    [
      "one optional, one not",
      [
        ["a:1.0.0", "b:1.0.0?"],
        ["a:1.0.0", "b:1.0.0"],
      ],
      [0, 1],
    ],
    [
      "only optional groups, one of them shared",
      [
        ["a:1.0.0?", "b:1.0.0?"],
        ["b:1.0.0?", "c:1.0.0?"],
      ],
      [0, 1],
    ],
    ["different minors", [["a:1.0.0"], ["a:1.1.0"]], null],
    ["different numbers of groups", [["a:1.0.0"], ["a:1.0.0", "b:1.0.0?"]], null],
    [
      "nothing fits both",
      [
        ["a:1.0.0", "b:1.0.0"],
        ["a:1.0.0", "c:1.0.0"],
      ],
      null,
    ],
  ])("%s", (_name, combinations, expected) => {
    expect(findEqualCombinations(combinations.map((texts) => combination(...texts)))).toEqual(expected);
  });
});

const anyRef = fc
  .record({ name: fc.constantFrom("a", "b", "c"), major: fc.constantFrom(0, 1), minor: fc.integer({ min: 0, max: 2 }) })
  .map(({ name, major, minor }) => `${name}:${major}.${minor}.0`);
const anyCombination = fc
  .uniqueArray(fc.tuple(anyRef, fc.boolean()), { minLength: 1, maxLength: 3, selector: ([text]) => text.split(".")[0] })
  .map((list) => combination(...list.map(([text, optional]) => text + (optional ? "?" : ""))));
const anyInputs = fc.array(anyRef, { minLength: 1, maxLength: 4 }).map((texts) => inputs(...texts));

test("a match takes every input once, and each input satisfies what it is taken for", () => {
  fc.assert(
    fc.property(anyInputs, fc.array(anyCombination, { maxLength: 5 }), (given, combinations) => {
      const match = matchInputs(given, combinations, always);
      if (!match.ok) return;
      const taken = match.groups.flatMap((group) => group.artifacts);
      expect([...taken].sort()).toEqual(given.map(({ artifact }) => artifact).sort());
      for (const group of match.groups) {
        const members = given.filter(({ artifact }) => group.artifacts.includes(artifact));
        expect(members.every(({ schema }) => satisfies(schema, ref(group.required)))).toBe(true);
        expect(members.every(({ schema }) => satisfies(schema, ref(group.schema)))).toBe(true);
        expect(members.map(({ schema }) => schema.ref)).toContain(group.schema);
      }
    }),
  );
});

test("nothing fits exactly when each combination lacks a required group or refuses an input", () => {
  fc.assert(
    fc.property(anyInputs, fc.array(anyCombination, { maxLength: 5 }), (given, combinations) => {
      const fits = combinations.some(
        (list) =>
          given.every(({ schema }) => list.some((requirement) => satisfies(schema, requirement.schema))) &&
          list.every(
            ({ schema, optional }) => optional || given.some((input) => groupKey(input.schema) === groupKey(schema)),
          ),
      );
      expect(matchInputs(given, combinations, always).ok).toBe(fits);
    }),
  );
});

test("unless two are equal, the order of the combinations does not decide", () => {
  fc.assert(
    fc.property(anyInputs, fc.array(anyCombination, { minLength: 1, maxLength: 5 }), (given, combinations) => {
      fc.pre(findEqualCombinations(combinations) === null);
      const chosen = (list: readonly Combination[]) => {
        const match = matchInputs(given, list, always);
        return match.ok ? list[match.combination] : null;
      };
      expect(chosen(combinations.toReversed())).toBe(chosen(combinations));
    }),
  );
});

test("two combinations that are called equal are both fit by some inputs, and then only their order decides", () => {
  fc.assert(
    fc.property(anyCombination, anyCombination, (a, b) => {
      if (findEqualCombinations([a, b]) === null) return;
      const keys = new Set([...a, ...b].filter((r) => !r.optional).map((r) => groupKey(r.schema)));
      const shared = a.filter((r) => b.some((other) => groupKey(other.schema) === groupKey(r.schema)));
      const candidates = keys.size > 0 ? [shared.filter((r) => keys.has(groupKey(r.schema)))] : shared.map((r) => [r]);
      const isUndecided = candidates.some((list) => {
        const given = list.map((r, index) => ({ artifact: `x${index}` as ArtifactId, schema: r.schema }));
        const both = [matchInputs(given, [a, b], always), matchInputs(given, [b, a], always)];
        return both.every((match) => match.ok && match.combination === 0);
      });
      expect(isUndecided).toBe(true);
    }),
  );
});
