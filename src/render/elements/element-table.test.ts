import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../domain/index.ts";
import { textWidth } from "../text/table.ts";
import { elementColumns } from "./columns.ts";
import { elementTable, schemaKeys } from "./element-table.ts";

const lines = (elements: readonly JsonValue[], width: number | null, known: readonly string[] = []): string[] => {
  const table = elementTable(elementColumns(known, elements), elements, { width, ascii: false });
  return [table.head, ...elements.map(table.row)];
};

test("columns are those of the schema that there are, then others as they come", () => {
  const columns = elementColumns(["b", "a", "gone"], [{ x: 1, a: 1 }, { b: 2 }, "text"]);
  expect(columns.map(({ title, key }) => [title, key])).toEqual([
    ["b", "b"],
    ["a", "a"],
    ["x", "x"],
    ["value", null],
  ]);
});

test("numbers stand right, texts left, and what is missing is empty", () => {
  expect(lines([{ id: "a", n: 1 }, { id: "bcd", n: 1000 }, { n: 20 }], null)).toEqual([
    "id      n",
    "a       1",
    "bcd  1000",
    "       20",
  ]);
});

test("wide characters take two places, and are never cut in half", () => {
  expect(lines([{ name: "東京都千代田区千代田", n: 1 }], 17)).toEqual(["name            n", "東京都千代田…   1"]);
});

test("an object is told in pairs, control characters are shown", () => {
  expect(lines([{ at: { file: "a", line: 2, in: [1] }, say: "a\u001b[2Jb\nc" }], null)[1]).toBe(
    "file: a, line: 2, in: [1]  a\\u001b[2Jb\\nc",
  );
});

const cell: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.integer(),
  fc.constant(null),
);
const element = fc.dictionary(fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), cell, { maxKeys: 12 });

test("no line is wider than there is room, whatever it holds", () => {
  fc.assert(
    fc.property(
      fc.array(element, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 12, max: 200 }),
      (elements, width) => {
        for (const line of lines(elements, width)) expect(textWidth(line)).toBeLessThanOrEqual(width);
      },
    ),
    { numRuns: 300 },
  );
});

describe("keys of elements by a schema", () => {
  const items = { type: "object", properties: { id: {}, kind: {} } };
  test.each([
    ["in place", { properties: { rows: { type: "array", items } } }],
    [
      "by reference",
      { properties: { rows: { type: "array", items: { $ref: "#/$defs/row" } } }, $defs: { row: items } },
    ],
  ])("%s", (_, schema) => expect(schemaKeys(schema, "rows")).toEqual(["id", "kind"]));

  test("there are none where the schema does not say, or is not known", () => {
    expect([schemaKeys({ type: "object" }, "rows"), schemaKeys(null, "rows"), schemaKeys({}, null)]).toEqual([
      [],
      [],
      [],
    ]);
  });
});

test("on a terminal places are told as people write them, and ids by their first digits; a pipe has everything", () => {
  const id = "0123456789abcdef0123456789abcdef";
  const elements = [
    { id, locator: { kind: "file", path: "a/b.txt", line: 3 } },
    { id, locator: { kind: "column", database: "shop", table: "customer", column: "mail" } },
    { id, locator: { kind: "elsewhere", path: "x" } },
  ];
  expect(lines(elements, 80).slice(1)).toEqual([
    "0123456789ab  a/b.txt:3",
    "0123456789ab  shop.customer.mail",
    "0123456789ab  kind: elsewhere, path: x",
  ]);
  expect(lines(elements, null)[1]).toBe(`${id}  kind: file, path: a/b.txt, line: 3`);
});

describe("where not all columns fit, those stay that a person needs", () => {
  const findings = ["email", "phone", "health"].map((category, place) => ({
    id: `${place}`.repeat(32),
    category,
    special_category: category === "health",
    rule: `${category}_rule`,
    score: 0.5 + place / 10,
    confidence: ["low", "medium", "high"][place]!,
    locator: { kind: "column", database: "shop", table: "customer", column: `${category}_address_of_work` },
    entity: { kind: "table", name: "customer" },
    matches: { count: place, distinct: place, sample: 100, share: 0.5 },
    evidence: [{ text: "a***@e***.org" }, { text: "b***@e***.org", context: "mail b***@e***.org soon" }],
    explain: { base: 0.5, signals: [`name: ${category}`], vetoes: [] },
    kind: "always the same words",
  }));
  const headAt = (width: number): string => lines(findings, width)[0]!.replaceAll(/ +/g, " ");

  test("a finding keeps what it is, where, what shows it and how sure it is; ids go first", () => {
    expect(headAt(100)).toBe("category special_category score confidence locator matches evidence");
    expect(headAt(60)).toBe("category score locator evidence");
    expect(headAt(240)).toBe(
      "id category special_category rule score confidence locator entity matches evidence explain kind",
    );
  });

  test("evidence is told as text, a count as a number", () => {
    expect(lines(findings, 240)[1]).toContain("     0  a***@e***.org · mail b***@e***.org soon");
  });

  test("one column stays, however narrow", () => {
    expect(lines(findings, 10)[0]).toBe("category");
  });

  test("elements of an unknown schema keep what differs from row to row", () => {
    const rows = [1, 2, 3].map((n) => ({
      source: "the same in every row",
      digest: `${n}`.repeat(64),
      finding_text: `what is said about number ${n}`,
      remark: `another remark on number ${n}`,
    }));
    expect(lines(rows, 36)[0]!.split(/ +/)).toEqual(["finding_text", "remark"]);
  });
});
