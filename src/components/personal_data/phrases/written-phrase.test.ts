import fc from "fast-check";
import { expect, test } from "vitest";
import { alternativesOf } from "./whole-words.ts";
import { writtenPhrases } from "./written-phrase.ts";

test("a phrase is found where the pattern of its words matches", () => {
  const piece = fc.constantFrom(
    "ab",
    "a",
    "B",
    " ",
    "  ",
    "-",
    "_",
    "é",
    "ſ",
    "s",
    "σ",
    "ς",
    "K",
    "k",
    "ß",
    "İ",
    "i",
    "😀",
    "'",
  );
  const written = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(written, written, (phrase, text) => {
      if (phrase.trim() === "") return;
      const [pattern = ""] = alternativesOf([phrase]);
      const found = new RegExp(`^(?:${pattern})`, "iu").exec(text);
      expect(writtenPhrases([phrase])[0]?.endAt(text, 0)).toBe(found === null ? -1 : found[0].length);
    }),
    { numRuns: 5000 },
  );
});
