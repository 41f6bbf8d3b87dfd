import fc from "fast-check";
import { expect, test } from "vitest";
import { Layouts, layoutOf, layoutsOfValues, signatureOf } from "./signature.ts";

test.each([
  ["Anna Schmidt, +49 170 1234567", "aaaa aaaaaaa, +00 000 0000000"],
  ["  Łódź\t ul. Długa 5 ", "aaaa aa. aaaaa 0"],
  ["Ωμέγα Нина 山田", "aaaaa aaaa aa"],
  ["e\u0301lodie@example.org", "aaaaaa@aaaaaaa.aaa"],
])("the layout of %s holds no letter and no digit of it", (text, layout) => {
  expect(layoutOf(text)).toBe(layout);
});

test("a layout consists of a, 0 and signs only, whatever the text is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(layoutOf(text).replace(/[a0]/g, "")).not.toMatch(/[\p{L}\p{N}]/u);
    }),
  );
});

test("a text has the same layout beside a letter outside ASCII as without one", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary-ascii" }), (text) => {
      expect(layoutOf(`${text}Ω`)).toBe(layoutOf(`${text}x`));
    }),
  );
});

test("a text has the same layout beside a letter of two characters as beside one of one", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(layoutOf(`${text}e\u0301`)).toBe(layoutOf(`${text}x`));
    }),
  );
});

const signature = (content: string, matches: readonly string[], path = "a.txt") => {
  const layouts = new Layouts();
  for (const match of matches) {
    const start = content.indexOf(match);
    layouts.addLine(content, { start, end: start + match.length });
  }
  return signatureOf("email", { kind: "file", path }, layouts);
};

const lines = "Support\nWrite to ines@example.org\nor to otto@example.org, please\n";
const mails = ["ines@example.org", "otto@example.org"];

test("a signature survives another name, other lines around, and lines that move", () => {
  const own = signature(lines, mails);
  expect(signature(lines, mails, "b/c.md")).toBe(own);
  expect(signature(`# Contact\r\n\r\n${lines}\nBye`, mails)).toBe(own);
  expect(signature("or to otto@example.org, please\nWrite to ines@example.org", mails)).toBe(own);
});

test("a signature changes with one match more, another line, or a value of another form", () => {
  const own = signature(lines, mails);
  expect(signature(`${lines}and udo@example.org`, [...mails, "udo@example.org"])).not.toBe(own);
  expect(signature(lines.replace("please", "pleased"), mails)).not.toBe(own);
  expect(signature(lines.replace("ines@", "inesa@"), ["inesa@example.org", "otto@example.org"])).not.toBe(own);
});

test("a signature does not change with the letters of a value, so that it cannot be used to find the value", () => {
  expect(signature("call anna@example.org", ["anna@example.org"])).toBe(
    signature("call otto@example.org", ["otto@example.org"]),
  );
});

test("what is far from a match on the same line does not count", () => {
  const far = (text: string) => `${text}${" ,".repeat(100)} ines@example.org`;
  expect(signature(far("one"), ["ines@example.org"])).toBe(signature(far("another"), ["ines@example.org"]));
});

test("a column keeps its signature when its database is renamed, and a field when its file is", () => {
  const column = (database: string, name: string) =>
    signatureOf("email", { kind: "column", database, table: "customer", column: name }, undefined);
  expect(column("shop", "email")).toBe(column("shop-2027", "email"));
  expect(column("shop", "email")).not.toBe(column("shop", "e_mail"));
  const field = (path: string, values: readonly string[]) =>
    signatureOf("email", { kind: "field", path, field: "email" }, layoutsOfValues(values));
  expect(field("a.csv", mails)).toBe(field("old/b.csv", [...mails].reverse()));
  expect(field("a.csv", mails)).not.toBe(field("a.csv", mails.slice(1)));
});

test("two categories at one place have different signatures", () => {
  const at = { kind: "file", path: "a.txt" } as const;
  expect(signatureOf("email", at, undefined)).not.toBe(signatureOf("name", at, undefined));
});
