import fc from "fast-check";
import { expect, test } from "vitest";
import { phraseSearch } from "./phrase-search.ts";

const rule = (id: string, text: readonly string[]) => ({
  id,
  tables: [],
  columns: [],
  exclude: [],
  exclude_columns: [],
  hints: [],
  general: false,
  referenced_by: [],
  text: [...text],
});
const found = (rules: readonly string[][], text: string) =>
  [...phraseSearch(rules.map((phrases, index) => rule(`r${index}`, phrases)))(text)].map(
    ({ rule: index, phrase, offset }) => [index, phrase, offset],
  );

test("finds whole words in any case, over a line end and with hyphens", () => {
  expect(found([["sick leave"]], "Sick\nleave, sick-leave, sick leaves, seasick leave")).toEqual([
    [0, "sick leave", 0],
    [0, "sick leave", 12],
  ]);
});

test("letters with accents and underscores are parts of words", () => {
  expect(found([["kind", "élève"]], "kindé kind_id ékind ÉLÈVE Kind")).toEqual([
    [0, "élève", 20],
    [0, "kind", 26],
  ]);
});

test("a phrase that ends in a sign needs no boundary after it", () => {
  expect(found([["service@"]], "to service@shop.example, inservice@x")).toEqual([[0, "service@", 3]]);
});

test("signs in a phrase stand for themselves", () => {
  expect(found([["a.b (c)", "["]], "axb (c) a.b (c) [")).toEqual([
    [0, "a.b (c)", 8],
    [0, "[", 16],
  ]);
});

test("phrases of one rule that overlap are one cue", () => {
  expect(found([["your order", "order number", "order"]], "your order number")).toEqual([[0, "your order", 0]]);
});

test("phrases of different rules that overlap are found, whichever is longer", () => {
  expect(found([["order"], ["order number"], ["number of"]], "order number of")).toEqual([
    [1, "order number", 0],
    [0, "order", 0],
    [2, "number of", 6],
  ]);
});

test("rules without phrases find nothing", () => {
  expect(found([[], []], "anything")).toEqual([]);
});

test("whatever stands around a phrase, it is found at its place", () => {
  const around = fc.stringMatching(/^[a-c .,\n]{0,30}$/);
  fc.assert(
    fc.property(around, around, (before, after) => {
      const text = `${before} zz yy ${after}`;
      expect(found([["zz yy"], ["aa"]], text)).toContainEqual([0, "zz yy", before.length + 1]);
    }),
  );
});
