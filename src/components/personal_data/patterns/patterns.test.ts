import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRuleset, personalDataRuleset, valuePattern } from "../../rules/index.ts";
import { makeKit } from "../analyse.ts";
import { personalDataConfig } from "../config.ts";
import { rulesFor } from "../rule-example.ts";
import { compileRules } from "../rules.ts";
import { scanText } from "../scan.ts";
import { compilePattern, findPattern, testWhole } from "./compiled-pattern.ts";

const compiled = (pattern: unknown) => compilePattern(valuePattern.parse(pattern), null);
const found = (pattern: unknown, text: string) =>
  [...findPattern(text, compiled(pattern))].map(({ start, end }) => text.slice(start, end));

describe("a pattern in a text", () => {
  test.each([
    ["KND-\\d{6}", "Kunde KND-123456, KND-654321.", ["KND-123456", "KND-654321"]],
    ["KND-\\d{6}", "(KND-123456)", ["KND-123456"]],
    ["\\d{6}", "1234567 und 123456", ["123456"]],
    ["\\d{6}", "id123456 x_123456 123456a", []],
    ["#\\d{4}", "siehe #1234 und ##1234", ["#1234"]],
    ["Ж\\d{3}", "номер Ж123, ЖЖ123", ["Ж123"]],
    ["\\p{Lu}{2}\\d{4}", "ÄÖ1234 äö1234", ["ÄÖ1234"]],
    [{ pattern: "ab\\d", ignore_case: true }, "AB1 ab2", ["AB1", "ab2"]],
    ["会員\\d{4}", "番号:会員1234", ["会員1234"]],
    ["\\d{2}-\\d{2}", "12-34-56", ["12-34"]],
  ])("%j in %j", (pattern, text, values) => expect(found(pattern, text)).toEqual(values));

  test("needs the check of its validator", () => {
    expect(found({ pattern: "\\d{16}", validator: "luhn" }, "4539578763621486 4539578763621487")).toEqual([
      "4539578763621486",
    ]);
    expect(found({ pattern: "[A-Z0-9]{6,}", validator: "mod97" }, "794 ABCDEF 3214282912345698765432161182")).toEqual([
      "3214282912345698765432161182",
    ]);
    expect(found({ pattern: "DE\\d{20}", validator: "iban" }, "DE89370400440532013000 DE89370400440532013001")).toEqual(
      ["DE89370400440532013000"],
    );
  });

  test("finds each match once, wherever the parts of a long text begin", () => {
    const filler = fc.string({ unit: fc.constantFrom("a", " ", ".", "ß", "9"), maxLength: 80 });
    fc.assert(
      fc.property(fc.array(filler, { minLength: 1, maxLength: 8 }), (fillers) => {
        const text = fillers.map((one) => `${one} KND-123456 `).join("");
        expect(found("KND-\\d{6}", text)).toEqual(fillers.map(() => "KND-123456"));
      }),
    );
  });

  test.each([
    ["\\d+-\\d+x", "0"],
    ["\\s*,\\s*z", " "],
    ["[.,]+x", ".,"],
    ["[\\d ]+x", "0 "],
    ["\\p{L}+\\d+", "a"],
  ])("%s takes less than a second per megabyte of a text made to be slow", (pattern, unit) => {
    const text = unit.repeat(250_000 / unit.length);
    const start = performance.now();
    expect(found(pattern, text)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

test.each([
  ["KND-\\d{6}", " KND-123456 ", "KND123456"],
  ["\\d+|x", "12x", undefined],
  ["a|ab", "ab", "AB"],
  [".+", "x".repeat(101), undefined],
])("a whole value: %s and %j", (pattern, value, normalised) =>
  expect(testWhole(value, compiled(pattern))).toBe(normalised),
);

describe("a rule with a pattern", async () => {
  const text = String.raw`
id: a/b/1.0.0
name: n
version: 1.0.0
kind: personal_data
description: d
entities: { person: [customer], thing: [] }
rules:
  - id: customer_number
    category: customer_number
    names: [customer number]
    patterns: [{ pattern: 'KND-\d{6}' }]
    context: [kunde, customer]
  - { id: card, category: card, patterns: [{ pattern: '\d{16}', validator: luhn }] }
`;
  const fail = (code: string, what: string): never => {
    throw new Error(`${code}: ${what}`);
  };
  const rules = await parseRuleset({ uri: "mine.yaml", text }, personalDataRuleset, fail);
  const kit = makeKit(personalDataConfig.parse({}), compileRules(rules));
  const values = ["KND-123456", "KND-123457", "KND-123458"];

  test.each([
    [{ text: "Kunde: KND-123456" }, ["customer_number"]],
    [{ text: "part KND-123456 of the engine" }, []],
    [{ text: "ref 4539578763621486" }, ["card"]],
    [{ text: "ref 4539578763621487" }, []],
    [{ column: "x.code TEXT", values, beside: [] }, ["customer_number"]],
    [{ column: "x.code TEXT", values: values.slice(0, 2), beside: [] }, []],
    [{ column: "x.code TEXT", values: [...values, "a", "b", "c", "d"], beside: [] }, []],
    [{ column: "x.customer_number TEXT", values: values.slice(0, 1), beside: [] }, ["customer_number"]],
    [{ column: "x.code DATE", values, beside: [] }, []],
  ])("%j", (example, ids) => expect(rulesFor(example, kit)).toEqual(ids));

  test("shows no character of a match but its shape", () => {
    const [hit] = scanText("Kunde: KND-123456", kit);
    expect(hit).toMatchObject({ recogniser: undefined, context: "kunde", span: { notes: ["pattern of the rule"] } });
  });
});
