import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { rulesetFiles } from "../../../src/components/rulesets/index.ts";
import { countsOf } from "./find.ts";
import { asIdentifiers, headersIn, readHeaders } from "./headers.ts";
import { subjectRow } from "./judge-subjects.ts";
import { readSchemas, schemaIn } from "./schemas.ts";
import { readSubjects, subjectsIn } from "./subjects.ts";

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

describe("labelled subjects", () => {
  test("are read with all that are right, and refused where a line is no label", () => {
    expect([...subjectsIn("users\tmember/user\n\nbills\tcustomer\n")]).toEqual([
      ["users", ["member", "user"]],
      ["bills", ["customer"]],
    ]);
    expect(() => subjectsIn("users member\n")).toThrow("no table and subjects: users member");
  });

  test("are of tables of at least 25 schemas, all of the half for which rules are written", () => {
    const labelled = readSchemas().flatMap((schema) => {
      const subjects = readSubjects(schema.name);
      return subjects === undefined ? [] : [{ ...schema, subjects }];
    });
    expect(labelled.length).toBeGreaterThanOrEqual(25);
    for (const { half, columns, subjects } of labelled) {
      expect(half).toBe("rules");
      const tables = columns.map(({ table }) => table);
      expect([...subjects.keys()].filter((table) => !tables.includes(table))).toEqual([]);
    }
  });

  test("count as right or wrong on tables with persons' data, and as extra on others", () => {
    const tables = [
      { table: "users", right: ["member", "user"], found: ["user", "guest"] },
      { table: "bills", right: ["customer"], found: [] },
      { table: "prices", right: [], found: ["customer"] },
    ];
    expect(subjectRow(tables)).toEqual(["2", "1", "1", "1", ".500", "1"]);
    expect(subjectRow([])).toEqual(["0", "0", "0", "0", "-", "0"]);
  });
});
