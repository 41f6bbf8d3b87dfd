import fc from "fast-check";
import { expect, test } from "vitest";
import { canJoin, compareVersions, lowestVersion, type ParsedSchemaRef, parseSchemaRef, satisfies } from "./ref.ts";

const ref = (text: string): ParsedSchemaRef => parseSchemaRef(text) ?? expect.fail(`${text} is no reference`);
const number = fc.integer({ min: 0, max: 999_999 });
const anyRef = fc
  .tuple(fc.constantFrom("a", "b", "order_2"), number, number, number)
  .map(([name, ...version]) => ref(`${name}:${version.join(".")}`));

test("a reference is taken apart and put together again", () => {
  fc.assert(
    fc.property(anyRef, (parsed) => {
      expect(`${parsed.name}:${parsed.major}.${parsed.minor}.${parsed.patch}`).toBe(parsed.ref);
    }),
  );
});

test.each(["", "order", "order:1", "order:1.0", "order:1.0.0.0", "order:1.0.x", "order:01.0.0", "Order:1.0.0"])(
  "%j is no reference",
  (text) => expect(parseSchemaRef(text)).toBeNull(),
);

test.each([
  " order:1.0.0",
  "order:1.0.0?",
  "order:1.0.0\n",
  "9th:1.0.0",
  "or-der:1.0.0",
  "order:-1.0.0",
  "order:9999999.0.0",
])("%j is no reference either", (text) => expect(parseSchemaRef(text)).toBeNull());

test("versions compare as numbers, not as texts", () => {
  expect(compareVersions(ref("a:1.10.0"), ref("a:1.9.9"))).toBeGreaterThan(0);
  expect(compareVersions(ref("a:1.2.3"), ref("a:1.2.3"))).toBe(0);
});

test.each([
  ["a:1.2.3", "a:1.2.3", true],
  ["a:1.3.0", "a:1.2.3", true],
  ["a:1.2.2", "a:1.2.3", false],
  ["a:2.0.0", "a:1.0.0", false],
  ["b:1.0.0", "a:1.0.0", false],
  ["a:0.2.5", "a:0.2.1", true],
  ["a:0.3.0", "a:0.2.1", false],
])("%s for a requirement of %s: %s", (offered, required, expected) => {
  expect(satisfies(ref(offered), ref(required))).toBe(expected);
});

test("what satisfies a requirement satisfies every lower one that it satisfies", () => {
  fc.assert(
    fc.property(anyRef, anyRef, anyRef, (a, b, c) => {
      if (satisfies(a, b) && satisfies(b, c)) expect(satisfies(a, c)).toBe(true);
    }),
  );
});

test("different minors may be joined from major 1 on", () => {
  expect(canJoin(ref("a:1.0.0"), ref("a:1.4.0"))).toBe(true);
  expect(canJoin(ref("a:0.1.0"), ref("a:0.1.9"))).toBe(true);
  expect(canJoin(ref("a:0.1.0"), ref("a:0.2.0"))).toBe(false);
});

test("the lowest version is found wherever it stands", () => {
  expect(lowestVersion(ref("a:1.2.0"), ref("a:1.0.7"), ref("a:1.1.0")).ref).toBe("a:1.0.7");
});
