import fc from "fast-check";
import { expect, test } from "vitest";
import { alternativesOf, WholeWords } from "./whole-words.ts";

test("the first phrase is found as it is written, in any case and with joined words", () => {
  const words = new WholeWords(["phone", "phone number", "№", "κωδικός"]);
  expect(words.find("my Phone-Number is")).toBe("Phone-Number");
  expect(words.find("MY PHONENUMBER")).toBe("PHONENUMBER");
  expect(words.find("order №")).toBe("№");
  expect(words.find("ΚΩΔΙΚΌΣ")).toBe("ΚΩΔΙΚΌΣ");
  expect(words.find("phones, xphone, phone1")).toBeUndefined();
});

test("what the letters of the phrases rule out is what the whole pattern does not find", () => {
  const piece = fc.constantFrom("a", "B", "ſ", "s", "K", "k", " ", "-", "_", "1", "é", "İ", "ß", "\ud801", "👍");
  const phrase = fc.string({ unit: piece, minLength: 1, maxLength: 8 }).filter((one) => one.trim() !== "");
  fc.assert(
    fc.property(fc.array(phrase, { minLength: 1, maxLength: 4 }), fc.string({ unit: piece }), (phrases, text) => {
      const whole = new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternativesOf(phrases).join("|")})(?![\\p{L}\\p{N}])`, "iu");
      expect(new WholeWords(phrases).find(text)).toBe(whole.exec(text)?.[0]);
    }),
    { numRuns: 500 },
  );
});
