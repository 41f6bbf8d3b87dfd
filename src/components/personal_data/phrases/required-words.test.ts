import fc from "fast-check";
import { expect, test } from "vitest";
import { RequiredIndex } from "./required-index.ts";
import { requiredIn } from "./required-words.ts";

test.each([
  ["(?<!\\p{L})when (?:s?he|i) was \\d", ["when "]],
  ["(?:turned|turns?) \\d{1,2}", ["turned", "turn"]],
  ["(?:a|b)?[wW][oO]hnt in", ["wohnt in"]],
  ["née? à", ["né"]],
  ["(?:née?|nato) \\d", ["né", "nato"]],
  ["[a-z]+(?=Falk)(?!Ines)\\.?", undefined],
  ["(?:x|)\\p{L}", undefined],
  ["(?<value>ab{2,3}c)", ["a"]],
])("a match of %s holds one of %j", (source, required) => expect(requiredIn(source)).toEqual(required));

test("a pattern that matches a text is among those that the index names", () => {
  const piece = fc.constantFrom("in", "Wohnt", " ", "ab", "[xX]", "ſ", "K", "É", "née?", "(?:to|from)", "\\p{L}+", ".");
  const source = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(""));
  const text = fc.string({ unit: fc.constantFrom(..."inwohtabxkKſéné to fromW"), maxLength: 30 });
  fc.assert(
    fc.property(fc.array(source, { minLength: 1, maxLength: 40 }), text, (sources, written) => {
      const found = new RequiredIndex(sources).possibleIn(written);
      for (const [place, one] of sources.entries())
        if (new RegExp(one, "iu").test(written)) expect(found).toContain(place);
    }),
    { numRuns: 300 },
  );
});
