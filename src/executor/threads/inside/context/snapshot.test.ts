import fc from "fast-check";
import { expect, test } from "vitest";
import { isRefusal } from "../refusal.ts";
import { snapshot } from "./snapshot.ts";

const copyOf = (value: unknown) => snapshot(value, "$.items[0]", "test");

function refusalOf(value: unknown): string {
  try {
    copyOf(value);
  } catch (error) {
    if (isRefusal(error)) return error.failure.message;
    throw error;
  }
  return "";
}

test("JSON is copied exactly, the order of its keys included", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      // JSON does not distinguish zero and negative zero.
      expect(JSON.stringify(copyOf(value))).toBe(JSON.stringify(value));
    }),
  );
});

test("whatever it is given, it gives what JSON holds, or refuses", () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true }), (value) => {
      try {
        const copy = copyOf(value);
        expect(copyOf(JSON.parse(JSON.stringify(copy)))).toEqual(JSON.parse(JSON.stringify(copy)));
      } catch (error) {
        expect(isRefusal(error)).toBe(true);
      }
    }),
  );
});

test("a property is read once", () => {
  let reads = 0;
  const value = Object.defineProperty({}, "x", { enumerable: true, get: () => ++reads });
  expect(copyOf(value)).toEqual({ x: 1 });
  expect(reads).toBe(1);
});

test("__proto__ is a key like any other", () => {
  const copy = copyOf(JSON.parse('{"__proto__":{"x":1}}'));
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  expect(JSON.stringify(copy)).toBe('{"__proto__":{"x":1}}');
});

test.each([
  ["a key that may be content is not shown", { "ada@example.org": undefined }, "$.items[0][*] contains undefined"],
  ["a place is told", { rows: [1, { at: new Date(0) }] }, "$.items[0].rows[1].at contains a Date"],
  ["a subclass of arrays is a class", new (class extends Array {})(), "$.items[0] contains an instance of a class"],
  ["a typed array is a class", new Float64Array(1), "$.items[0] contains an instance of a class"],
  ["a symbol as a key would be lost", { [Symbol.for("x")]: 1 }, "$.items[0] contains a symbol as a key"],
  ["a proxy has no content of its own", new Proxy([], {}), "$.items[0] contains a proxy"],
  ["size is the sum of its texts", Array(9).fill("x".repeat(8 << 20)), "$.items[0] is larger than 64 MiB"],
])("%s", (_what, value, message) => {
  expect(refusalOf(value)).toContain(message);
});
