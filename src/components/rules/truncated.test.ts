import { expect, test } from "vitest";
import { truncatedWords } from "./truncated.ts";

const complete = truncatedWords(
  new Set(["aktenzeichen", "diagnose", "diagnosis", "benefiz", "medication", "medications", "nation"]),
);

test("a word that is cut off is completed", () => {
  expect(complete("aktenz")).toBe("aktenzeichen");
  expect(complete("aktenzeich")).toBe("aktenzeichen");
});

test("forms of one word are one word", () => {
  expect(complete("medicat")).toBe("medication");
});

test("nothing is guessed: two words, a short beginning, a known word, one letter less", () => {
  expect(["diagnos", "akten", "nation", "benefi", "medicati"].map(complete)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
