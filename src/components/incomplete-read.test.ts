import { expect, test } from "vitest";
import { incompleteReadNote } from "./incomplete-read.ts";

test("nothing left out needs no line", () => {
  expect(incompleteReadNote(new Map())).toBeNull();
});

test("reasons are counted, the commonest first, and no name of a file or table is told", () => {
  const counts = new Map([
    ["binary file", 1],
    ["document whose text is not extracted", 2],
  ]);
  expect(incompleteReadNote(counts)).toBe(
    "3 places were not read in full: 2x document whose text is not extracted; 1x binary file",
  );
  expect(incompleteReadNote(new Map([["binary file", 1]]))).toBe("1 place was not read in full: binary file");
});

test("of many reasons five are told, and how many more there are", () => {
  const line = incompleteReadNote(new Map(Array.from({ length: 7 }, (_, i) => [`reason ${i}`, 1])));
  expect(line).toMatch(/^7 places .*: 1x reason 0; .*; 1x reason 4; 2 more reasons$/);
});
