import fc from "fast-check";
import { expect, test } from "vitest";
import { foldedUnit, isLetterOrNumber } from "./character-classes.ts";
import { PhraseIndex } from "./phrase-index.ts";
import { alternativesOf } from "./whole-words.ts";

const found = (phrases: readonly string[], text: string) =>
  (new PhraseIndex([{ owner: "x", phrases }]).find(text).get("x") ?? []).map(({ start, value }) => [start, value]);

test.each([
  [["hay fever"], "Hay-Fever, hayfever, hay  fever, hay fevers", ["Hay-Fever", "hayfever", "hay fevers"]],
  [["ms", "m s x"], "MS, ms's, items, m s x", ["MS", "ms's", "m s x"]],
  [["krebs"], "KREB\u017f krebserkrankung \u{1d7d8}krebs \u{10400}", ["KREB\u017f"]],
  [["σοφοσ"], "σοφος ΣΟΦΟΣ", ["σοφος", "ΣΟΦΟΣ"]],
  [["#tag", "tag"], "a #tag, tag", ["#tag", "tag"]],
  [["\u{10428}a"], "\u{10400}A", ["\u{10400}A"]],
])("phrases %j are found in %j", (phrases, text, expected) => {
  expect(found(phrases, text).map(([, value]) => value)).toEqual(expected);
});

const word = fc.constantFrom("a", "ab", "abc", "abcd", "b", "bc", "s", "1", "ä", "ſ", "ß", "#", "患", "\u{10400}");
const separator = fc.constantFrom(" ", "", "-", "  ", "'s ", "s ", "_", ",");
const joined = fc.array(fc.tuple(word, separator), { minLength: 1, maxLength: 4 }).map((all) => all.flat().join(""));
const phrase = joined.map((text) => text.trim()).filter((text) => text !== "");
const text = fc.array(fc.oneof(joined, phrase), { maxLength: 12 }).map((all) => all.join(" "));

test("the index finds what a regular expression with all phrases finds", () => {
  fc.assert(
    fc.property(fc.array(phrase, { minLength: 1, maxLength: 6 }), text, fc.boolean(), (phrases, plain, isUpper) => {
      const sought = isUpper ? plain.toUpperCase() : plain;
      const any = alternativesOf(phrases).join("|");
      const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?:'?s)?(?![\\p{L}\\p{N}])`, "giu");
      expect(found(phrases, sought)).toEqual([...sought.matchAll(pattern)].map((match) => [match.index, match[0]]));
    }),
    { seed: 13, numRuns: 400 },
  );
});

test("characters that are equal without case have the same folded code unit", () => {
  const letters = [..."abcdefghijklmnopqrstuvwxyzäöüßéåσµżøñçīё"];
  for (const letter of letters) {
    const same = new RegExp(`^${letter}$`, "iu");
    const wrong: number[] = [];
    for (let unit = 0; unit < 0x10000; unit++) {
      const isSame = same.test(String.fromCharCode(unit));
      if (isSame && foldedUnit(unit) !== foldedUnit(letter.charCodeAt(0))) wrong.push(unit);
    }
    expect(wrong, letter).toEqual([]);
  }
});

test("the table of letters and numbers agrees with the regular expression", () => {
  const units = Array.from({ length: 0x10000 }, (_, unit) => unit);
  const wrong = units.filter((unit) => isLetterOrNumber(unit) !== /[\p{L}\p{N}]/u.test(String.fromCharCode(unit)));
  expect(wrong).toEqual([]);
});
