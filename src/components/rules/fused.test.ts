import { describe, expect, test } from "vitest";
import { fusedWords } from "./fused.ts";

const known = new Set(
  (
    "birth place of mother mobile phone home second address line first name user email last login customer contact account " +
    "sex rape power count card holder cardholder post code page message"
  ).split(" "),
);
const split = fusedWords(known);

describe("a fused word", () => {
  test.each([
    ["birthplaceofmother", ["birth", "place", "of", "mother"]],
    ["mobilephonehome", ["mobile", "phone", "home"]],
    ["secondaddressline", ["second", "address", "line"]],
    ["lastlogin", ["last", "login"]],
    ["useremails", ["user", "email"]],
  ])("%s consists of its known words", (word, parts) => expect(split(word)).toEqual(parts));

  test.each(["accountant", "sextant", "manpower", "therapist", "counterpart", "postage", "messages", "firstborn"])(
    "%s stays whole, because a part of it is no known word",
    (word) => expect(split(word)).toEqual([word]),
  );

  test("stays whole if it is known itself", () => expect(split("cardholder")).toEqual(["cardholder"]));

  test("stays whole if two splits are equally good", () => {
    const equal = fusedWords(new Set(["abcd", "efghi", "abcde", "fghi"]));
    expect(equal("abcdefghi")).toEqual(["abcdefghi"]);
  });
});
