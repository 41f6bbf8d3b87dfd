import fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance, listNames, nearest } from "./nearest.ts";

const word = fc.string({ maxLength: 12 });

test.each([
  ["", "", 0],
  ["abc", "", 3],
  ["kitten", "sitting", 3],
  ["inptus", "inputs", 1],
])("the distance of %j and %j is %i", (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
});

test("distance is symmetric, zero only for equal words, and at most the longer length", () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      const distance = editDistance(a, b);
      expect(distance).toBe(editDistance(b, a));
      expect(distance === 0).toBe(a === b);
      expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
    }),
  );
});

test("the nearest candidate is found", () => {
  expect(nearest("max_concurency", ["timeout", "max_concurrency", "max_cost"])).toBe("max_concurrency");
});

test("a difference in case alone is always near", () => {
  expect(nearest("SQLITE", ["sqlite"])).toBe("sqlite");
});

test("nothing is named when nothing is near", () => {
  expect(nearest("colour", ["name", "source", "inputs"])).toBeUndefined();
});

test("the first of two equally near candidates is taken", () => {
  expect(nearest("bat", ["cat", "hat"])).toBe("cat");
});

test("a word of one letter has a neighbour of one letter", () => {
  expect(nearest("a", ["bcd", "b"])).toBe("b");
});

test.each([
  [[], "none"],
  [["a"], '"a"'],
  [["a", "b"], '"a" and "b"'],
  [["a", "b", "c"], '"a", "b" and "c"'],
  [["a", "b", "c", "d", "e", "f", "g"], '"a", "b", "c", "d", "e" and 2 more'],
])("the names %j read %s", (names, text) => {
  expect(listNames(names)).toBe(text);
});
