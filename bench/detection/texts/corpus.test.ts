import { isValidIBAN } from "ibantools";
import { describe, expect, test } from "vitest";
import { makeTexts } from "./corpus.ts";
import { readTemplates, templatesIn } from "./templates.ts";
import { labelTypes } from "./values.ts";

const templates = readTemplates();
const texts = makeTexts(templates);

describe("the corpus of texts", () => {
  test("is the same each time it is made", () => {
    expect(makeTexts(readTemplates())).toEqual(texts);
  });

  test("keeps a text as it is when other templates come and go", () => {
    const [first, , third] = templates;
    const some = makeTexts([third!, first!]);
    for (const text of some) expect(texts.find(({ id }) => id === text.id)).toEqual(text);
  });

  test("has labels of every type in both halves", () => {
    for (const half of ["rules", "judge"] as const) {
      const types = new Set(
        texts.filter((text) => text.half === half).flatMap(({ labels }) => labels.map((one) => one.type)),
      );
      expect([...types].sort()).toEqual([...labelTypes].sort());
    }
  });

  test("has at least 120 templates in at least 20 locales", () => {
    expect(templates.length).toBeGreaterThanOrEqual(120);
    expect(new Set(texts.map(({ locale }) => locale)).size).toBeGreaterThanOrEqual(20);
  });

  test("gives each template a name of its own", () => {
    expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
  });

  test("leaves no placeholder in a text", () => {
    expect(texts.filter(({ text }) => /\{[a-z_]+\d?\}/.test(text))).toEqual([]);
  });

  test("has labels in order, without overlaps, and on a value that is not empty", () => {
    for (const { id, text, labels } of texts) {
      let last = 0;
      for (const { start, end } of labels) {
        expect(start, id).toBeGreaterThanOrEqual(last);
        expect(text.slice(start, end).trim(), id).not.toBe("");
        last = end;
      }
    }
  });

  test("has account numbers that banks of the country could give", () => {
    const ibans = texts.flatMap(({ text, labels }) =>
      labels.filter(({ type }) => type === "iban").map(({ start, end }) => text.slice(start, end).replaceAll(" ", "")),
    );
    expect(ibans.filter((iban) => !isValidIBAN(iban))).toEqual([]);
  });
});

test("a template can be for some of the locales of its file", () => {
  const [all, some] = templatesIn("en", "@locales en_US en_GB\n## a\nHi {first}\n## b\n@only en_US\nSSN {ssn}\n");
  expect(all).toMatchObject({ id: "en/a", locales: ["en_US", "en_GB"], text: "Hi {first}" });
  expect(some).toMatchObject({ id: "en/b", locales: ["en_US"], text: "SSN {ssn}" });
});

test("a person is called the same in one text, and differently with another number", () => {
  const template = templatesIn("en", "@locales en_GB\n## a\n{first}|{last}|{full}|{full2}\n");
  for (const { text } of makeTexts(template)) {
    const [first, last, full, other] = text.split("|");
    expect(full).toBe(`${first} ${last}`);
    expect(other).not.toBe(full);
  }
});
