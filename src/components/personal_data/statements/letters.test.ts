import { describe, expect, test } from "vitest";
import { shippedKit } from "../../../testing/shipped-rules.ts";
import { scanText } from "../scan.ts";
import * as first from "./letters.fixture.ts";
import * as second from "./more-letters.fixture.ts";
import * as third from "./reviewed.fixture.ts";

const kit = await shippedKit();
const linesOf = (list: string): readonly string[] => list.split("\n").filter((line) => line !== "");
const found = (text: string): readonly string[] => scanText(text, kit).map(({ compiled }) => compiled.rule.category);

const categories = new Set("income family religious trade_union health criminal employment".split(" "));

describe.each([
  ["the first letters", first, 0.97],
  ["more letters", second, 0.95],
  ["reviewed letters", third, 0.9],
] as const)("of %s", (_, { telling, tellingNothing }, least) => {
  test("nearly all sentences that tell something of a person are found", () => {
    const sentences = linesOf(telling).map((line) => line.split("|"));
    const missed = sentences.filter(([category = "", text = ""]) => !found(text).includes(category));
    expect(missed.length, JSON.stringify(missed)).toBeLessThanOrEqual((1 - least) * sentences.length);
  });

  test("no sentence is found that tells of nobody", () => {
    expect(linesOf(tellingNothing).filter((text) => found(text).some((one) => categories.has(one)))).toEqual([]);
  });
});

describe("a special category", () => {
  test.each([
    "Sie sind krank.",
    "Ihre Religion",
    "Sie sind Mitglied.",
    "Ihre Gewerkschaft",
    "Sie wurden verurteilt.",
    "Your diagnosis",
  ])("needs more than one word and a pronoun: %s", (text) => expect(found(text)).toEqual([]));

  test("said near a person has a higher score, and names both signals", () => {
    const alone = scanText("Konfession: ev.\n", kit);
    expect(alone.map(({ compiled, score }) => [compiled.rule.category, score])).toEqual([["religious", 0.6]]);
    const near = scanText("Herr Jonas Weber\nKonfession: ev.\n", kit).find(({ span }) => span.value === "ev.");
    expect(near?.score).toBe(0.75);
    expect(near?.span.notes).toEqual(["label for religion", "religion as written in forms", "person near it"]);
  });

  test("in a sentence about its subject scores too little", () => {
    expect(found("Die Studie umfasst Diagnose: F32.1")).toEqual([]);
  });
});

test("what is reported is the value, so that a name beside it is found as well", () => {
  const text = "Das Gehalt von Frau Ines Falk beträgt 3.400 EUR.";
  const values = scanText(text, kit).map(({ compiled, span }) => [
    compiled.rule.category,
    text.slice(span.start, span.end),
  ]);
  expect(values).toEqual([
    ["name", "Ines Falk"],
    ["income", "3.400 EUR"],
  ]);
});

test("a program says nothing of persons", () => {
  expect(found('const salary = "Your salary is 3000 EUR";\nexport const pay = () => salary;\n'.repeat(4))).toEqual([]);
});
