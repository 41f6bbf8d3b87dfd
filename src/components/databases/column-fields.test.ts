import { describe, expect, test } from "vitest";
import { gatherRows } from "./gather.ts";
import { sampleItems } from "./table-items.ts";

/** Returns `column` or `column: field` with the distinct values of each item. */
function itemsOf(names: readonly string[], rows: readonly (readonly (string | null)[])[], maxCellChars = 1000) {
  const gatherer = gatherRows(names, maxCellChars);
  for (const row of rows) gatherer.add(row);
  const columns = names.map((name) => ({ name, type: "text" }));
  const sampled = {
    database: "shop",
    table: "t",
    columns,
    samples: gatherer.done(),
    rowsRead: rows.length,
    total: null,
  };
  return sampleItems(sampled).map(({ locator, content }) => {
    if (locator.kind !== "column") return expect.fail("a column");
    const values = content.split("\n").map((line): unknown => JSON.parse(line));
    return [locator.field === undefined ? locator.column : `${locator.column}: ${locator.field}`, values];
  });
}

describe("a column of JSON", () => {
  test("gives one item for each field of its objects", () => {
    const rows = [
      ["1", '{"contact": {"phone": "+49 171 2345678"}, "tags": ["a"]}'],
      ["2", '{"contact": {"phone": "+49 30 901820", "mail": "jo@pohl.de"}}'],
      ["3", null],
    ];
    expect(itemsOf(["id", "profile"], rows)).toEqual([
      ["id", ["1", "2", "3"]],
      ["profile: contact.phone", ["+49 171 2345678", "+49 30 901820"]],
      ["profile: tags[]", ["a"]],
      ["profile: contact.mail", ["jo@pohl.de"]],
    ]);
  });

  test("may hold lists of objects, and be cut off", () => {
    expect(itemsOf(["people"], [['[{"given": "Ines", "family": "Fälk"}, {"given": "Jo", "fam']], 40)).toEqual([
      ["people: [].given", ["Ines", "Jo"]],
      ["people: [].family", ["Fälk"]],
    ]);
  });

  test("does not show keys that are values", () => {
    expect(itemsOf(["owners"], [['{"ines@muster.de": {"role": "admin"}}']])).toEqual([["owners: *.role", ["admin"]]]);
  });

  test.each([
    ["lists of plain values", ['["a","b"]', '["c"]']],
    ["texts in brackets", ["[note] call back", "{draft}"]],
    ["mostly texts", ["hello", "you", '{"a": 1}']],
  ])("is not one of %s", (_, cells) => {
    expect(
      itemsOf(
        ["v"],
        cells.map((cell) => [cell]),
      ),
    ).toEqual([["v", cells]]);
  });
});

describe("a table of keys and values", () => {
  test.each([
    ["id", "user_id", "meta_key", "meta_value"],
    ["id", "user_id", "attribute_code", "value"],
    ["id", "user_id", "name", "value"],
    ["id", "userId", "settingKey", "settingValue"],
    ["id", "user_id", "schluessel", "wert"],
  ])("has one field for each key: %s, %s, %s, %s", (id, user, key, value) => {
    const rows = [
      ["1", "7", "billing_phone", "+49 171 2345678"],
      ["2", "7", "nickname", "ines"],
      ["3", "8", "billing_phone", "+49 30 901820"],
      ["4", "8", "address", '{"street": "Hauptstr. 1"}'],
    ];
    expect(itemsOf([id, user, key, value], rows).slice(3)).toEqual([
      [`${value}: billing_phone`, ["+49 171 2345678", "+49 30 901820"]],
      [`${value}: nickname`, ["ines"]],
      [`${value}: address.street`, ["Hauptstr. 1"]],
    ]);
  });

  test("is not one with a value beside other things", () => {
    const rows = [["Ines", "Köln", "12.50"]];
    expect(itemsOf(["customer_name", "city", "order_value"], rows).at(-1)).toEqual(["order_value", ["12.50"]]);
    expect(itemsOf(["min_value", "max_value", "key"], [["1", "2", "a"]])[0]).toEqual(["min_value", ["1"]]);
  });
});
