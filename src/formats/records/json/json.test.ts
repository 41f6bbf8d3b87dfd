import { describe, expect, test } from "vitest";
import { fieldsIn, noticesIn, piecesOf } from "../../../testing/files/file-items.ts";

const text = '{"people":[{"name":"A \\"B\\"","tags":["x","y"],"n":1.5,"on":true,"no":null},{"name":"\\u00e9"}]}';
const fields = {
  "people[].name": ['A "B"', "é"],
  "people[].tags[]": ["x", "y"],
  "people[].n": ["1.5"],
  "people[].on": ["true"],
};

describe("JSON", () => {
  test("gives each field with its values", async () => expect(await fieldsIn("a.json", text)).toEqual(fields));

  test("may be cut anywhere", async () => {
    for (let cut = 1; cut < 40; cut++) expect(await fieldsIn("a.json", text, cut)).toEqual(fields);
  });

  test("is known by its content, also behind what exports put before it", async () => {
    for (const lead of [
      "",
      "\uFEFF",
      "// export\n",
      "/* a\n b */\n",
      "# x\n",
      ")]}',\n",
      "window.data = ",
      "callback(",
    ]) {
      expect(await fieldsIn("a.txt", `${lead}${text}`)).toEqual(fields);
    }
  });

  test("lines and documents one after another are records", async () => {
    const expected = { a: ["1", "2", "3"] };
    for (const between of ["\n", "", "\n\n", ",\n", "\u001e"]) {
      const many = ['{"a":"1"}', '{"a":"2"}', '{"a":"3"}'].join(between);
      expect(await fieldsIn("a.jsonl", many)).toEqual(expected);
      expect(await fieldsIn("a.log", many)).toEqual(expected);
    }
  });

  test("has the row of each record and the line of each value", async () => {
    const [field] = (await piecesOf("a.json", '[\n{"a":"x"},\n{"a":"y"}\n]')).filter(({ kind }) => kind === "field");
    expect(field).toMatchObject({ values: { rows: [1, 2], lines: [2, 3], records: 2 } });
  });

  test.each(["First Name", "E-Mail", "姓名", "naïve key", "@id", "$ref", "Tel. privat", "Name:", "1. Vorname"])(
    "has the key %j as a field",
    async (key) => {
      const [field] = Object.keys(await fieldsIn("a.json", JSON.stringify([{ [key]: "x" }])));
      expect(field).toBe(`[].${key.replace(/:$/, "")}`);
    },
  );

  test.each([
    "12345",
    "ines@muster.de",
    "7f3f1d1e-6a0b-4b7e-9d0c-2f1e5a6b7c8d",
    "2026-03-01",
    "0",
    "",
    "+49 171 2345678",
    "https://a.de/x",
  ])("does not show the key %j, and reads what stands under it", async (key) => {
    expect(await fieldsIn("a.json", JSON.stringify({ [key]: { firstName: "Ines" } }))).toEqual({
      "*.firstName": ["Ines"],
    });
  });

  test("keys of a map of records do not show", async () => {
    const people = Object.fromEntries(["ann", "bob", "cora", "dan", "eve"].map((name, i) => [name, { phone: `${i}` }]));
    expect(await fieldsIn("a.json", JSON.stringify({ people, home: { phone: "9" } }))).toEqual({
      "people.*.phone": ["0", "1", "2", "3", "4"],
      "home.phone": ["9"],
    });
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`k${at}x`, { a: { b: `${at % 3}` } }]));
    expect(await fieldsIn("a.json", JSON.stringify(many))).toEqual({ "*.a.b": ["0", "1", "2"] });
  });

  test("may have commas at the end, keys without quotes and single quotes", async () => {
    expect(await fieldsIn("a.json5", "[{name:'Ines',},{name:\"Jo\\'s\", n:.5,},] // end")).toEqual({
      "[].name": ["Ines", "Jo's"],
      "[].n": [".5"],
    });
  });

  test("that breaks off keeps what was read, and the notice says where and nothing of the text", async () => {
    const broken = '{"a": {"name": "Ines"},\n "b": [1, 2\n {"secret": "x"}]}';
    expect(await fieldsIn("a.json", broken)).toEqual({ "a.name": ["Ines"], "b[]": ["1", "2"] });
    expect(await noticesIn("a.json", broken)).toEqual([
      "looks like JSON; not read as records from line 3, column 2: a comma is missing",
    ]);
    expect(await noticesIn("a.json", '{"a": "Ines')).toEqual([
      "looks like JSON; not read as records from line 1, column 12: the text ends before the last value is complete",
    ]);
  });

  test("one bad line of many costs itself only", async () => {
    const lines = '{"name":"Ines"}\n{"name":"Jo\n{"name":"Mira"}\nplain text\n{"name":"Tim"}\n';
    expect(await fieldsIn("a.jsonl", lines)).toEqual({ name: ["Ines", "Mira", "Tim"] });
    expect((await noticesIn("a.jsonl", lines))[0]).toMatch(/^2 of its JSON documents cannot be read/);
  });

  test("that is something else has a notice", async () => {
    expect(await noticesIn("a.json", "hello { there")).toEqual([
      "its name says JSON, but its content is something else; read as text only",
    ]);
    expect(await fieldsIn("a.json", "[".repeat(100))).toEqual({});
    expect(await fieldsIn("a.txt", "[2026-03-01] INFO start\n[2026-03-02] INFO end\n")).toEqual({});
  });
});
