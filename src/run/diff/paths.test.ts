import { expect, test } from "vitest";
import { differingPaths } from "./index.ts";

const limits = { depth: 3, most: 20 } as const;

test.each([
  [{ a: 1 }, { a: 1 }, []],
  [{ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 3] }, a: 1 }, ["b.c[1]"]],
  [{ a: { b: { c: { d: 1 } } } }, { a: { b: { c: { d: 2 } } } }, ["a.b.c"]],
  [{ a: 1 }, { b: 1 }, ["a", "b"]],
  [{ a: [1] }, { a: { b: 1 } }, ["a"]],
  [1, 2, ["$"]],
])("%j and %j differ at %j", (before, after, paths) => {
  expect(differingPaths(before, after, limits)).toEqual(paths);
});

test("no more than asked for, and never a value", () => {
  const list = Array.from({ length: 50 }, (_, i) => `secret ${i}`);
  expect(differingPaths({ list }, { list: [] }, { depth: 3, most: 2 })).toEqual(["list[0]", "list[1]"]);
});
