import fc from "fast-check";
import ignore from "ignore";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readDocument } from "../../runbook/index.ts";
import { exactPattern, propertyText, yamlText } from "./yaml-text.ts";

const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(..." #:-?&*!|>%@`'\"\\{}[],$~=<", "\n", "\t", "\u0085", "\u2028", "\uFEFF", "\u202E", "\u0000"),
    fc.string({ minLength: 1, maxLength: 1, unit: "grapheme" }),
    fc.constantFrom("${", "$${", "null", "true", "0x1", "1e3", ".inf", "---", "...", "ü", "👩‍💻"),
  ),
});

test("a text reads back as it was, as a value, as an element and as a key", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const yaml = `value: ${yamlText(text)}\nlist: [${yamlText(text)}, ${yamlText(text)}]\n${yamlText(text)}: key\n`;
      const { value, list } = parse(yaml, { logLevel: "silent", uniqueKeys: false });
      expect([value, list]).toEqual([text, [text, text]]);
    }),
    { numRuns: 500 },
  );
});

test("a runbook's own reader takes it too", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const read = readDocument({ file: "r.yaml", bytes: new TextEncoder().encode(`value: ${yamlText(text)}\n`) });
      expect(read.document?.value ?? read.problems).toEqual({ value: text.toWellFormed() });
    }),
    { numRuns: 500 },
  );
});

test.each(["true", "Null", "yes", "12", "-1", ".5", "1e3", "0x1F", ".inf", "~", "a: b", "a #b", ""])(
  "%j is quoted",
  (text) => {
    expect(yamlText(text)).toBe(JSON.stringify(text));
  },
);

test.each(["shop.db", "./exports", "../data/shop.db", "a-b_c"])("%s stays as it is", (text) => {
  expect(yamlText(text)).toBe(text);
});

test("what would begin a placeholder is doubled in a property", () => {
  expect(propertyText("./${HOME}/$${x}.db")).toBe('"./$${HOME}/$$${x}.db"');
});

test("a pattern matches its own path and no other of the same length", () => {
  const name = fc
    .string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(..."ab *?[]!#\\-.ü") })
    .filter((text) => !/^\.{1,2}$/.test(text));
  fc.assert(
    fc.property(name, name, (one, other) => {
      const rules = ignore({ ignorecase: false }).add(exactPattern(one));
      expect(rules.ignores(one)).toBe(true);
      if (other !== one) expect(rules.ignores(other)).toBe(false);
    }),
    { numRuns: 500 },
  );
});
