import fc from "fast-check";
import { expect, test } from "vitest";
import { createRedactor } from "../../src/executor/index.ts";
import { needlesOf } from "./needles.ts";

// Signs of the placeholder are left out: next to one they would make up a secret that nobody wrote.
const secret = fc
  .oneof(fc.string({ minLength: 1, maxLength: 24 }), fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }))
  .map((text) => text.replace(/[${}TOKEN]/g, "q"))
  .filter((text) => text.isWellFormed() && !/^[\d ]*$/.test(text));
const around = fc.stringMatching(/^[0-9 ]{0,9}$/);

const ways: readonly ((secret: string, before: string, after: string) => string)[] = [
  (text, before, after) => before + text + after,
  (text, before, after) => before + encodeURIComponent(text) + after,
  (text, before, after) => before + encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()) + after,
  (text, before, after) => before + new URLSearchParams({ 0: text }).toString() + after,
  (text, before, after) => JSON.stringify(before + text + after),
  (text, before, after) => Buffer.from(before + text + after).toString("base64"),
  (text, before, after) => Buffer.from(before + text + after).toString("base64url"),
];

const written = fc
  .tuple(secret, around, around, fc.nat({ max: ways.length - 1 }))
  .map(([value, before, after, way]) => ({
    value,
    text: ways[way]?.(value, before, after) ?? "",
  }));

const redactorOf = (value: string) => createRedactor({ secrets: [{ name: "TOKEN", value }], environment: [] });

/** Base64 of less than this many bytes says too little to be told from other text. */
const isShort = (value: string): boolean => Buffer.byteLength(value) < 6;

const formEncoded = (value: string): string => new URLSearchParams([["", value]]).toString().slice(1);

test("no form of any secret stays in a text", () => {
  fc.assert(
    fc.property(written, ({ value, text }) => {
      const redacted = redactorOf(value).text(text);
      const needles = isShort(value) ? [value, formEncoded(value)] : needlesOf(value);
      expect(needles.filter((needle) => redacted.includes(needle))).toEqual([]);
    }),
    { numRuns: 2000, examples: [[{ value: " *~ ", text: "0=+*%7E+" }]] },
  );
});

test("no form of any secret stays in content, however deep, as text or as a telling key", () => {
  fc.assert(
    fc.property(written, ({ value, text }) => {
      fc.pre(!isShort(value));
      const content = { list: [{ deep: [text] }], [text]: 1, other: null, number: 7 };
      const redacted = JSON.stringify(redactorOf(value).content(content));
      expect(needlesOf(value).filter((needle) => redacted.includes(needle))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test("what holds no secret is left as it is", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(redactorOf("§ a secret that no test writes §").content(value)).toBe(value);
    }),
  );
});
