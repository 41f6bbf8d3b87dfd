import { expect, test } from "vitest";
import { evidenceWriter } from "./write-evidence.ts";

const found = { text: "Ines@Example.org", value: "ines@example.org", kind: "email", category: "email" } as const;
const key = "a key of the organisation";

test("a masked value shows its shape only", () => {
  expect(evidenceWriter("masked", undefined)(found)).toBe("I***@***.org");
});

test("a hash is the same for two spellings of a value, and needs the key", () => {
  const write = evidenceWriter("hash", key);
  expect(write(found)).toMatch(/^[0-9a-f]{32}$/);
  expect(write({ ...found, text: "ines@example.org" })).toBe(write(found));
  expect(evidenceWriter("hash", "another key of the organisation")(found)).not.toBe(write(found));
});

test("a hash tells categories apart, so that a number is not joined with another kind of number", () => {
  const write = evidenceWriter("hash", key);
  expect(write({ ...found, category: "username" })).not.toBe(write(found));
});

test.each([
  [" Ines  Beispiel ", "ines beispiel"],
  ["ＩＮＥＳ", "ines"],
  ["ME\u0301LANIE", "mélanie"],
])("%s and %s have the same hash, since case, spaces and compatible forms do not matter", (one, other) => {
  const write = evidenceWriter("hash", key);
  const name = (text: string) => write({ text, kind: "words", category: "name" });
  expect(name(one)).toBe(name(other));
});

test("without a key nothing is hashed: the value is masked", () => {
  expect(evidenceWriter("hash", undefined)(found)).toBe("I***@***.org");
});

test("a plain value is shown as it is written, and cut when it is long", () => {
  expect(evidenceWriter("plain", undefined)(found)).toBe("Ines@Example.org");
  expect(evidenceWriter("plain", undefined)({ ...found, text: "x".repeat(900) })).toHaveLength(201);
});
