import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { collect, fakeContext } from "../../testing/component-context.ts";
import { sqliteConfig } from "./config.ts";
import { sqlite } from "./index.ts";

let folder: string;
let path: string;
let temporaryFolder: string;
beforeEach(() => {
  temporaryFolder = mkdtempSync(join(tmpdir(), "wct-temporary-"));
  folder = mkdtempSync(join(tmpdir(), "wct-database-"));
  path = join(folder, "shop.db");
});
afterEach(() => {
  for (const one of [folder, temporaryFolder]) rmSync(one, { recursive: true, force: true });
});

function make(sql: string): void {
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
}

const contextFor = (properties: object = {}) =>
  fakeContext({
    config: {
      ...sqliteConfig.parse({ database_path: path, ...properties }),
      database_path: { path, shown: "${SHOP_DB:-./data/shop.db}" },
    },
    temporaryFolder,
  });

async function read(properties: object = {}) {
  const { elements, rest } = await collect(sqlite.extract(contextFor(properties)));
  const tables = rest.structure?.databases[0]?.tables ?? [];
  return { elements, rest, tables, notices: rest.limits.notices, ids: elements.map(({ id }) => id) };
}

const values = (content: string): unknown[] =>
  content === "" ? [] : content.split("\n").map((line) => JSON.parse(line));

test("a view tells which column of a table it shows, and only what it computes is read", async () => {
  make(`CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT, given TEXT, family TEXT);
        INSERT INTO people VALUES (1, 'ines@muster.de', 'Ines', 'Muster'), (2, 'jo@pohl.de', 'Jo', 'Pohl');
        CREATE VIEW inner_view AS SELECT mail AS address, given || ' ' || family AS whole FROM people;
        CREATE VIEW outer_view AS SELECT address AS "to", whole FROM inner_view`);
  const { elements, tables, notices, rest } = await read({ max_rows_per_table: 1, tables: { exclude: ["inner*"] } });
  const view = tables.find(({ name }) => name === "outer_view");
  expect(view?.columns.map(({ name, from }) => [name, from])).toEqual([
    ["to", { table: "people", column: "mail" }],
    ["whole", undefined],
  ]);
  const ofView = elements.filter(({ id }) => id.includes("outer_view"));
  expect(ofView.map(({ id, content }) => [id, values(content)])).toEqual([["shop/outer_view/whole", ["Ines Muster"]]]);
  expect(notices.map(({ what, reason }) => `${what}: ${reason}`)).toEqual([
    "shop.outer_view: only the first 1 rows were read (max_rows_per_table)",
    "shop.people: only the first 1 of 2 rows were read (max_rows_per_table)",
    'shop: 1 of 3 tables and views are left out by the property "tables"',
  ]);
  expect(rest.summary).toMatchObject({ tables: 1, views: 1, rows: 1 });
});

test("a view is read in full if the table that it shows is left out", async () => {
  make("CREATE TABLE t (v TEXT); INSERT INTO t VALUES ('a'); CREATE VIEW w AS SELECT v FROM t");
  const { elements } = await read({ tables: { exclude: ["t"] } });
  expect(elements.map(({ id, content }) => [id, values(content)])).toEqual([["shop/w/v", ["a"]]]);
});

test("a broken view is a notice and the other tables are read", async () => {
  make("CREATE TABLE gone (a); CREATE VIEW broken AS SELECT a FROM gone; CREATE TABLE t (a); DROP TABLE gone");
  const { tables, notices } = await read();
  expect(tables.map(({ name }) => name)).toEqual(["broken", "t"]);
  expect(notices).toEqual([{ what: "shop.broken", reason: "cannot be read (SQLite: no such table: gone)" }]);
});
