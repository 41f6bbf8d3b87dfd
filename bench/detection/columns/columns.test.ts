import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { rulesetFiles } from "../../../src/components/rulesets/index.ts";
import { countsOf } from "./find.ts";
import { asIdentifiers, headersIn, readHeaders } from "./headers.ts";
import { readSchemas, schemaIn } from "./schemas.ts";

const shipped = rulesetFiles.find(({ uri }) => uri === "local/personal_data/1.0.0")!;
const rules = readFileSync(shipped.file, "utf8");
const categories = new Set([...rules.matchAll(/^ {4}category: (\S+)/gm)].map(([, category = ""]) => category));

describe("labelled columns", () => {
  test("are read with their type, label and foreign key", () => {
    const { columns } = schemaIn(
      "x",
      "# note\n## t\nid int -, who int ~ ->people,\nmother text name/family\n## u\nat date ~/behaviour\n",
    );
    expect(columns).toEqual([
      { table: "t", name: "id", type: "int", references: undefined, kind: "none", categories: [] },
      { table: "t", name: "who", type: "int", references: "people", kind: "linked", categories: [] },
      {
        table: "t",
        name: "mother",
        type: "text",
        references: undefined,
        kind: "direct",
        categories: ["name", "family"],
      },
      { table: "u", name: "at", type: "date", references: undefined, kind: "linked", categories: ["behaviour"] },
    ]);
  });

  test("are refused with the name of what cannot be read", () => {
    expect(() => schemaIn("x", "## t\nid int\n")).toThrow("no column: t.id int");
  });

  test("are about a thousand in at least 12 schemas, in both halves", () => {
    const schemas = readSchemas();
    expect(schemas.length).toBeGreaterThanOrEqual(12);
    expect(schemas.flatMap(({ columns }) => columns).length).toBeGreaterThanOrEqual(1000);
    expect(new Set(schemas.map(({ half }) => half)).size).toBe(2);
  });

  test("name categories of the ruleset, and refer to tables of their schema", () => {
    for (const { name, columns } of readSchemas()) {
      const tables = new Set(columns.map(({ table }) => table));
      for (const column of columns) {
        expect(
          column.categories.filter((one) => !categories.has(one)),
          `${name} ${column.name}`,
        ).toEqual([]);
        if (column.references !== undefined) expect(tables, `${name} ${column.name}`).toContain(column.references);
      }
    }
  });

  test("count as found or missed if direct, as noise if none, and not at all if linked", () => {
    const column = (kind: "direct" | "linked" | "none", found: readonly string[]) => ({ kind, found });
    const columns = [column("direct", ["name"]), column("direct", []), column("none", ["age"]), column("none", [])];
    const counts = { correctFound: 1, found: 2, correctLabelled: 1, labelled: 2 };
    expect(countsOf(columns)).toEqual(counts);
    expect(countsOf([...columns, column("linked", ["name"]), column("linked", [])])).toEqual(counts);
  });
});

describe("names of columns", () => {
  test("are there for the 24 languages of the EU, Norwegian, Icelandic and Turkish", () => {
    const languages = "bg cs da de el en es et fi fr ga hr hu is it lt lv mt nl no pl pt ro sk sl sv tr";
    expect(
      readHeaders()
        .map(({ language }) => language)
        .sort()
        .join(" "),
    ).toBe(languages);
  });

  test("are as many as there are labels", () => {
    expect(() => headersIn("@names customers name, staff income\nxx a b c d: Name\n")).toThrow(
      "xx: 1 names for 2 labels",
    );
  });

  test("are written as identifiers without diacritics", () => {
    const names =
      "@names customers name, customers address\nde kunden a b schüler: Geburtsname der Mütter, Straße (privat)\n";
    const [german] = headersIn(names).map(asIdentifiers);
    expect(german?.columns.map(({ name }) => name)).toEqual(["geburtsname_der_muetter", "strasse_privat"]);
  });
});
