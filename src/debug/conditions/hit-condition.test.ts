import fc from "fast-check";
import { expect, test } from "vitest";
import { isFault, parseHitCondition } from "./index.ts";

function stopsAt(text: string): readonly number[] {
  const parsed = parseHitCondition(text);
  if (isFault(parsed)) throw new Error(parsed.message);
  return [1, 2, 3, 4, 5].filter(parsed.stops);
}

test.each([
  ["3", [3]],
  ["== 3", [3]],
  [" =3 ", [3]],
  [">= 3", [3, 4, 5]],
  [">3", [4, 5]],
  ["< 3", [1, 2]],
  ["<= 3", [1, 2, 3]],
  ["% 2", [2, 4]],
  [">= 0", [1, 2, 3, 4, 5]],
])("%s stops at hits %j", (text, hits) => {
  expect(stopsAt(text)).toEqual(hits);
});

test.each([
  ["", "the hit condition is empty"],
  ["three", '"three" is not a hit condition'],
  ["=> 3", '"=> 3" is not a hit condition'],
  ["-1", '"-1" is not a hit condition'],
  ["0", '"0" never stops'],
  ["< 1", '"< 1" never stops'],
  ["% 0", '"% 0" has no meaning'],
  ["99999999999999999999", '"99999999999999999999" is too large'],
])("%j is refused: %s", (text, message) => {
  expect(parseHitCondition(text)).toMatchObject({ message, start: 0, end: text.length });
});

test("every hit is either before, at or after a number", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 1000 }), fc.integer({ min: 1, max: 2000 }), (number, hits) => {
      const signs = ["<", "==", ">"].filter((sign) => {
        const parsed = parseHitCondition(`${sign} ${number}`);
        return !isFault(parsed) && parsed.stops(hits);
      });
      expect(signs).toEqual([hits < number ? "<" : hits === number ? "==" : ">"]);
    }),
  );
});
