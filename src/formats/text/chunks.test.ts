import fc from "fast-check";
import { expect, test } from "vitest";
import { chunksOf } from "./chunks.ts";

test("chunks are cut as the text arrives: an endless one gives its first", () => {
  const endless = (function* () {
    for (;;) yield "word ";
  })();
  expect(chunksOf(endless, { size: 64, overlap: 0 }).next().value?.text.length).toBe(64);
});

test("chunks put together are the text, whatever its pieces, and their lines and columns are right", () => {
  const piece = fc.string({ unit: fc.constantFrom("a", "\n", "é", "😀", "\r\n"), maxLength: 40 });
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 12 }),
      fc.integer({ min: 8, max: 30 }),
      fc.integer({ min: 0, max: 4 }),
      (pieces, size, overlap) => {
        const text = pieces.join("");
        const chunks = [...chunksOf(pieces, { size, overlap })];
        expect(chunks.map((chunk) => chunk.text.slice(chunk.overlap)).join("")).toBe(text);
        for (const [index, chunk] of chunks.entries()) {
          expect(chunk.text.length).toBeLessThanOrEqual(size);
          expect(text.startsWith(chunk.text, chunk.offset)).toBe(true);
          const before = text.slice(0, chunk.offset).split("\n");
          expect([chunk.line, chunk.column]).toEqual([before.length, (before.at(-1)?.length ?? 0) + 1]);
          expect(chunk.isLast).toBe(index === chunks.length - 1);
        }
      },
    ),
  );
});
