import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isJson, notJson } from "./json-check.ts";

function messageFor(value: unknown): string {
  expect(isJson(value)).toBe(false);
  return notJson(value, "element 3").message;
}

test("whatever JSON.parse gives is accepted", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => isJson(JSON.parse(JSON.stringify(value)))));
});

test("what passes comes back equal", () => {
  const anything = fc.anything({ withNullPrototype: true, withSparseArray: true, withDate: true, withBigInt: true });
  fc.assert(
    fc.property(anything, (value) => {
      // JSON has no negative zero, and a parsed object has the standard prototype.
      if (isJson(value)) expect(JSON.parse(JSON.stringify(value)) === value || equalData(value)).toBe(true);
    }),
  );
});

function equalData(value: unknown): boolean {
  const text = JSON.stringify(value);
  return (
    text !== undefined &&
    JSON.stringify(structuredClone(JSON.parse(text))) === text &&
    keyCount(value) === keyCount(JSON.parse(text))
  );
}

function keyCount(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce((sum: number, inner) => sum + keyCount(inner), 1);
}

test("objects without a prototype and of another realm are plain", () => {
  expect(isJson(Object.assign(Object.create(null), { a: [1] }))).toBe(true);
  expect(isJson(runInNewContext("({ a: [1, { b: null }] })"))).toBe(true);
});

test("lone surrogates are text", () => {
  expect(isJson("\ud800")).toBe(true);
});

test("the message names the place and the kind of thing", () => {
  class Person {
    readonly name = "Erika";
  }
  expect(messageFor({ a: [{ b: undefined }] })).toBe(
    "element 3 contains undefined at $.a[0].b, which JSON cannot represent",
  );
  expect(messageFor([1, Number.NaN])).toBe("element 3 contains NaN at $[1], which JSON cannot represent");
  expect(messageFor({ a: -1 / 0 })).toBe("element 3 contains an infinite number at $.a, which JSON cannot represent");
  expect(messageFor(1n)).toBe("element 3 contains a bigint at $, which JSON cannot represent");
  expect(messageFor({ s: Symbol("Erika") })).toBe("element 3 contains a symbol at $.s, which JSON cannot represent");
  expect(messageFor({ d: new Date(0) })).toBe("element 3 contains a Date at $.d, which JSON cannot represent");
  expect(messageFor({ p: new Person() })).toBe(
    "element 3 contains an instance of a class at $.p, which JSON cannot represent",
  );
  expect(messageFor({ toJSON: () => 1 })).toBe(
    "element 3 contains a function at $.toJSON, which JSON cannot represent",
  );
  // biome-ignore lint/suspicious/noSparseArray: the hole is the point
  expect(messageFor([1, , 3])).toBe("element 3 contains a hole at $[1], which JSON cannot represent");
  expect(messageFor(Object.assign([1], { toJSON: () => 2 }))).toContain("an instance of a class at $");
  expect(messageFor(new (class extends Array {})())).toContain("an instance of a class at $");
});

test("a key that may be content is not shown", () => {
  expect(messageFor({ "erika@example.org": { phone: undefined } })).toBe(
    "element 3 contains undefined at $[*].phone, which JSON cannot represent",
  );
});

test("a cycle and bottomless nesting are refused, not followed", () => {
  const cycle: Record<string, unknown> = {};
  cycle["self"] = { cycle };
  expect(messageFor(cycle)).toContain("more than 500 levels, or itself");
});
