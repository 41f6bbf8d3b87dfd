import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "../random.ts";
import { textMatching } from "./index.ts";

const any = (seed: string) => ({ random: createRandom(seed), isAccepted: () => true });

test.each([
  "^$",
  "^a|b$",
  "^(a|(b|c){2})+$",
  "^\\p{Lu}\\p{Ll}*(?: \\p{L}+)?$",
  "^[^\\s@]+@[^\\s@]+\\.[a-z]{2,}$",
  "^[\\]\\-^a]{3}$",
  "^(?<year>\\d{4})-(?<month>\\d\\d)\\k<year>$",
  "^\\d{3,}?x*?$",
  "\\bword\\b",
  "^[\\p{Script=Han}&&]{2}$",
  "^(?=.{3}$)[ab]+$",
  "^(?<!x)y$",
  "^\\cA\\x41\\u0042\\0$",
  "^.{0,2}$",
  "^\\/\\{\\}\\$$",
  "^[\\w.-]{64}$",
])("a text is made for %s", (source) => {
  for (const seed of ["0", "1", "2", "3"]) expect(textMatching(source, any(seed))).toMatch(new RegExp(source, "u"));
});

test("a pattern without a match, or without an accepted one, gives nothing", () => {
  expect(textMatching("^(?!a)a$", any("0"))).toBeNull();
  expect(textMatching("^a$", { ...any("0"), isAccepted: (text) => text === "b" })).toBeNull();
});

/** Patterns of literals, classes, groups and repetitions, nested. */
const patterns = fc.letrec<{ whole: string }>((tie) => ({
  whole: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom("a", "\\d", "[a-f]", "\\.", "[^x]", "\\p{L}", "é", "\\w"),
    tie("whole").map((part) => `(?:${part})*`),
    tie("whole").map((part) => `(${part}){1,3}`),
    tie("whole").map((part) => `(?:${part})?`),
    fc.tuple(tie("whole"), tie("whole")).map(([a, b]) => `${a}${b}`),
    fc.tuple(tie("whole"), tie("whole")).map(([a, b]) => `(?:${a}|${b})`),
  ),
})).whole;

test("every regular pattern has a text", () => {
  fc.assert(
    fc.property(patterns, fc.string(), (pattern, seed) => {
      expect(textMatching(`^${pattern}$`, any(seed))).toMatch(new RegExp(`^${pattern}$`, "u"));
    }),
  );
});
