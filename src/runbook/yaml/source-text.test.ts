import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUtf8, sourceText } from "./source-text.ts";

const encode = (text: string) => new TextEncoder().encode(text);

test("text that is UTF-8 is decoded whole", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(decodeUtf8(encode(`x${text}`))).toEqual({ ok: true, text: `x${text}` });
    }),
  );
});

test("the byte order mark is no part of the text", () => {
  expect(decodeUtf8(encode("\uFEFFname"))).toEqual({ ok: true, text: "name" });
});

test("the first byte that is not UTF-8 is found", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.uint8Array(), (before, after) => {
      const good = encode(`x${before}`);
      // The byte 0xFF is invalid anywhere in UTF-8.
      const result = decodeUtf8(Uint8Array.from([...good, 0xff, ...after]));
      expect(result).toEqual({ ok: false, before: `x${before}`, byte: good.length });
    }),
  );
});

test("a character cut off at the end of the file is not UTF-8", () => {
  expect(decodeUtf8(encode("é").subarray(0, 1)).ok).toBe(false);
});

test("a range counts lines and columns from 1, and ends within the text", () => {
  const { range } = sourceText("f", "ab\ncd\n");
  expect(range({ start: 0, end: 2 })).toEqual({ file: "f", line: 1, column: 1, endLine: 1, endColumn: 3 });
  expect(range({ start: 4, end: 99 })).toEqual({ file: "f", line: 2, column: 2, endLine: 3, endColumn: 1 });
});
