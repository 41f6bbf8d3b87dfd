import fc from "fast-check";
import { expect, test } from "vitest";
import { conditionFacts } from "../../testing/condition-facts.ts";
import { evaluateText, logText, parseLogMessage } from "./index.ts";

function formatted(text: string): string {
  const parsed = parseLogMessage(text);
  if (!("parts" in parsed)) throw new Error(parsed[0]?.message);
  return logText(parsed, (expression) => {
    const evaluated = evaluateText(expression.text, conditionFacts());
    return evaluated.kind === "value" ? evaluated.value : evaluated.message;
  });
}

test.each([
  ["found {output.size} in {artifact.id}", "found 2 in findings"],
  ["{{literal}} {artifact.tags}", '{literal} ["pii"]'],
  ['{ {"a": {"b": 1}}["a"]["b"] }', "1"],
  ["{'}' + \"{\"}", "}{"],
  ["{r'a\\'}'}", "a\\'}"],
  ["{'it\\'s }'}", "it's }"],
  ["{'''a}'b'''}", "a}'b"],
  ["", ""],
])("%s gives %s", (text, expected) => {
  expect(formatted(text)).toBe(expected);
});

test("all mistakes come at once, each at its place in the message", () => {
  const text = "a } {outptu.size} {} {output.szie} {output";
  expect(parseLogMessage(text)).toMatchObject([
    { message: 'a "}" without "{"', start: 2 },
    { message: 'unknown variable "outptu"', start: 5, end: 11 },
    { message: "the expression is empty", start: 19 },
    { message: 'unknown field "szie"', start: 29, end: 33 },
    { message: 'a "{" without "}"', start: 35 },
  ]);
});

test("a text with doubled braces is printed as it is", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(formatted(text.replaceAll(/[{}]/g, "$&$&"))).toBe(text);
    }),
  );
});
