import { afterEach, beforeEach, expect, test } from "vitest";
import { SqliteSource, valuesOf } from "../../testing/sources/sqlite-source.ts";

let source: SqliteSource;
beforeEach(() => {
  source = new SqliteSource();
});
afterEach(() => source[Symbol.dispose]());

test("a view tells which column of a table it shows, and only what it computes is read", async () => {
  source.make(`CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT, given TEXT, family TEXT);
        INSERT INTO people VALUES (1, 'ines@muster.de', 'Ines', 'Muster'), (2, 'jo@pohl.de', 'Jo', 'Pohl');
        CREATE VIEW inner_view AS SELECT mail AS address, given || ' ' || family AS whole FROM people;
        CREATE VIEW outer_view AS SELECT address AS "to", whole FROM inner_view`);
  const { elements, tables, notices, rest } = await source.read({
    max_rows_per_table: 1,
    tables: { exclude: ["inner*"] },
  });
  const view = tables.find(({ name }) => name === "outer_view");
  expect(view?.columns.map(({ name, from }) => [name, from])).toEqual([
    ["to", { table: "people", column: "mail" }],
    ["whole", undefined],
  ]);
  const ofView = elements.filter(({ id }) => id.includes("outer_view"));
  expect(ofView.map(({ id, content }) => [id, valuesOf(content)])).toEqual([
    ["shop/outer_view/whole", ["Ines Muster"]],
  ]);
  expect(notices.map(({ what, reason }) => `${what}: ${reason}`)).toEqual([
    "shop.outer_view: only the first 1 rows were read (max_rows_per_table)",
    "shop.people: only the first 1 of 2 rows were read (max_rows_per_table)",
    'shop: 1 of 3 tables and views are left out by the property "tables"',
  ]);
  expect(rest.summary).toMatchObject({ tables: 1, views: 1, rows: 1 });
});

test("a view is read in full if the table that it shows is left out", async () => {
  source.make("CREATE TABLE t (v TEXT); INSERT INTO t VALUES ('a'); CREATE VIEW w AS SELECT v FROM t");
  const { elements } = await source.read({ tables: { exclude: ["t"] } });
  expect(elements.map(({ id, content }) => [id, valuesOf(content)])).toEqual([["shop/w/v", ["a"]]]);
});

test("a broken view is a notice and the other tables are read", async () => {
  source.make("CREATE TABLE gone (a); CREATE VIEW broken AS SELECT a FROM gone; CREATE TABLE t (a); DROP TABLE gone");
  const { tables, notices } = await source.read();
  expect(tables.map(({ name }) => name)).toEqual(["broken", "t"]);
  expect(notices).toEqual([{ what: "shop.broken", reason: "cannot be read (SQLite: no such table: gone)" }]);
});
