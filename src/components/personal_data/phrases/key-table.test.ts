import fc from "fast-check";
import { expect, test } from "vitest";
import { foldedUnit } from "./character-classes.ts";
import { KeyTable, KeyTriples, nextTriple } from "./key-table.ts";

const letters = fc.constantFrom(..."aBcKſſ-_:é şŞПп");

test("a key is found at each place where it starts, in any case", () => {
  const key = fc.string({ unit: letters, minLength: 1, maxLength: 6 });
  const text = fc.string({ unit: letters, maxLength: 20 });
  fc.assert(
    fc.property(key, text, text, (written, before, after) => {
      const keys = new KeyTable(1 << 10);
      keys.add(written.toLowerCase(), 4);
      const triples = new KeyTriples();
      triples.add(written.toLowerCase());
      for (const spelling of [written, written.toUpperCase(), written.toLowerCase()]) {
        if (spelling.length !== written.length) continue;
        const whole = before + spelling + after;
        const at = before.length;
        expect(keys.bitsAt(whole, at) & 4).toBe(4);
        expect(triples.mayStartAt(whole, at)).toBe(true);
      }
    }),
  );
});

test("a place where no key starts has no bits", () => {
  const keys = new KeyTable(1 << 16);
  keys.add("pass", 1);
  keys.add("token", 2);
  expect([..."a past tone"].map((_, at) => keys.bitsAt("a past tone", at))).toEqual(Array(11).fill(0));
  const triples = new KeyTriples();
  triples.add("token");
  expect(triples.mayStartAt("tok", 0)).toBe(true);
  expect(triples.mayStartAt("tone", 0)).toBe(false);
});

test("characters that are the same in any case count as the same in triples", () => {
  for (let unit = 0; unit < 0x10000; unit++) expect(nextTriple(0, unit)).toBe(nextTriple(0, foldedUnit(unit)));
});
