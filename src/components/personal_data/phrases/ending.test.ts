import fc from "fast-check";
import { expect, test } from "vitest";
import { endingIn } from "./ending.ts";

test("a text ends in a pattern exactly where the pattern with `$` matches it", () => {
  const text = fc.string({ unit: fc.constantFrom(..."ab éÉ.,\n"), maxLength: 12 });
  const patterns = [/(?<!\p{L})(?:a|ab|bé) /u, /(?:^|[\n.]) ?/u, /é[ab]*,? /iu, /(?:a|b ){2,3}\.?/u];
  fc.assert(
    fc.property(text, fc.constantFrom(...patterns), (written, pattern) => {
      const plain = new RegExp(`(?:${pattern.source})$`, pattern.flags);
      expect(endingIn(pattern).test(written)).toBe(plain.test(written));
    }),
    { seed: 5, numRuns: 2000 },
  );
});
