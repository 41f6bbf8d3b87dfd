import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { train } from "../scripts/names/train.ts";
import { wordLists } from "../scripts/names/word-lists.ts";
import { encodeModel } from "../src/components/personal_data/names/tagger.ts";

test("the word lists of names are those that their script writes", () => {
  const file = new URL("../src/components/personal_data/names/data/words.txt", import.meta.url);
  expect(readFileSync(file, "utf8") === wordLists(), "run node scripts/names/word-lists.ts").toBe(true);
});

test("training on the same number of texts gives the same bytes", () => {
  expect(Buffer.from(encodeModel(train(300))).equals(encodeModel(train(300)))).toBe(true);
});
