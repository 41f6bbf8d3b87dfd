import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { collect, fakeContext } from "../../testing/component-context.ts";
import { sqliteConfig } from "../sqlite/config.ts";
import { sqlite } from "../sqlite/index.ts";
import { sqlDumpConfig } from "./config.ts";
import { sqlDump } from "./index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wct-dump-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function contextOf(content: string | Uint8Array, properties: object = {}) {
  const path = join(folder, "shop.sql");
  writeFileSync(path, content);
  const config = sqlDumpConfig.parse({ path, ...properties });
  return fakeContext({ config: { ...config, path: { path, shown: "backups/shop.sql" } } });
}

async function read(content: string | Uint8Array, properties: object = {}) {
  const { elements, rest } = await collect(sqlDump.extract(contextOf(content, properties)));
  const databases = rest.structure?.databases ?? [];
  const notices = rest.limits.notices.map(({ what, reason }) => `${what}: ${reason}`);
  return { elements, rest, databases, notices };
}

const values = (content: string): unknown[] =>
  content === "" ? [] : content.split("\n").map((line) => JSON.parse(line));

const dumpOfSqlite = `PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE people (id INTEGER PRIMARY KEY, 'e-mail' TEXT NOT NULL DEFAULT 'a', bio, pic BLOB);
INSERT INTO people VALUES(1,'ines@muster.de','it''s',X'00ff');
INSERT INTO people VALUES(2,'jo@pohl.de',NULL,NULL);
INSERT INTO people VALUES(3,'jo@pohl.de',replace('a\\nb','\\n',char(10)),NULL);
CREATE TABLE orders (id INTEGER NOT NULL, person INTEGER REFERENCES people, at TEXT, PRIMARY KEY (id, at), FOREIGN KEY (person) REFERENCES people (id));
INSERT INTO orders VALUES(1,1,'2024-05-01');
CREATE VIEW mails AS SELECT "e-mail" AS mail FROM people;
COMMIT;
`;

test("a dump gives what its database gives", async () => {
  const path = join(folder, "shop.db");
  const db = new DatabaseSync(path);
  db.exec(dumpOfSqlite);
  db.close();
  const config = { ...sqliteConfig.parse({ database_path: path }), database_path: { path, shown: "shop.db" } };
  const ofDatabase = await collect(sqlite.extract(fakeContext({ config, temporaryFolder: folder })));
  const ofDump = await read(dumpOfSqlite);
  const byId = <T extends { readonly id: string }>(items: readonly T[]) =>
    items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  expect(byId(ofDump.elements)).toEqual(byId(ofDatabase.elements));
  const tablesOf = (structure: typeof ofDump.rest.structure) =>
    structure?.databases[0]?.tables.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  expect(tablesOf(ofDump.rest.structure)).toEqual(tablesOf(ofDatabase.rest.structure));
  expect(ofDump.rest.summary).toEqual(ofDatabase.rest.summary);
});

describe("a dump of PostgreSQL", () => {
  const dump = `-- PostgreSQL database dump
CREATE TABLE crm.people (id integer NOT NULL, mail text, pic bytea);
COMMENT ON TABLE crm.people IS 'Persons';
CREATE TABLE public.orders (id integer, person integer) PARTITION BY RANGE (id);
CREATE TABLE public.orders_a (id integer, person integer);
CREATE TABLE public.orders_b (id integer, person integer);
CREATE MATERIALIZED VIEW public.counts AS SELECT count(*) AS n FROM crm.people;
ALTER TABLE ONLY public.orders ATTACH PARTITION public.orders_a FOR VALUES FROM (1) TO (10);
ALTER TABLE ONLY public.orders ATTACH PARTITION public.orders_b FOR VALUES FROM (10) TO (20);
COPY crm.people (id, mail, pic) FROM stdin;
1\tines@muster.de\t\\\\xdeadbeef
2\tjo@pohl.de\t\\N
\\.
COPY public.orders_a (id, person) FROM stdin;
1\t1
\\.
COPY public.orders_b (id, person) FROM stdin;
11\t2
12\t2
\\.
ALTER TABLE ONLY crm.people ADD CONSTRAINT people_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.orders ADD CONSTRAINT fk FOREIGN KEY (person) REFERENCES crm.people(id);
`;

  test("has schemas, comments and keys, and its partitions are one table", async () => {
    const { elements, databases, rest, notices } = await read(dump);
    expect(databases.map(({ name, engine }) => [name, engine])).toEqual([["shop", "postgresql"]]);
    expect(databases[0]?.tables.map(({ schema, name, rows, comment }) => [schema, name, rows, comment])).toEqual([
      ["crm", "people", 2, "Persons"],
      ["public", "counts", null, undefined],
      ["public", "orders", 3, undefined],
    ]);
    expect(databases[0]?.tables[2]?.columns[1]).toMatchObject({
      key: "foreign",
      references: { schema: "crm", table: "people", column: "id" },
    });
    expect(elements.map(({ id, content }) => [id, values(content)])).toEqual([
      ["shop/crm/people/id", ["1", "2"]],
      ["shop/crm/people/mail", ["ines@muster.de", "jo@pohl.de"]],
      ["shop/crm/people/pic", []],
      ["shop/public/orders/id", ["1", "11", "12"]],
      ["shop/public/orders/person", ["1", "2"]],
    ]);
    expect(notices).toEqual([
      "shop.crm.people.pic: binary values are not read",
      "shop.public.counts: what a materialized view computes is not in the dump",
    ]);
    expect(rest.summary).toEqual({ items: 5, tables: 2, views: 1, columns: 6, rows: 5 });
  });

  test("is read in the parts that the properties name, and the rest is told", async () => {
    const { elements, notices } = await read(dump, { tables: { include: ["crm.*"] }, max_rows_per_table: 1 });
    expect(elements.map(({ content }) => values(content))).toEqual([["1"], ["ines@muster.de"], []]);
    expect(notices).toEqual([
      'backups/shop.sql: 2 of 3 tables and views are left out by the property "tables"',
      "shop.crm.people: only the first 1 of 2 rows were read (max_rows_per_table)",
      "shop.crm.people.pic: binary values are not read",
    ]);
    const structure = await read(dump, { schema_only: true });
    expect(structure.elements).toEqual([]);
    expect(structure.notices).toContain("backups/shop.sql: no values were read (schema_only)");
  });

  test("that is cut off is read up to there, and the place is told", async () => {
    const cut = dump.slice(0, dump.indexOf("2\tjo@"));
    const { elements, notices } = await read(cut);
    expect(elements.map(({ content }) => values(content))).toContainEqual(["ines@muster.de"]);
    expect(notices).toContain("backups/shop.sql:10: COPY statement without the expected form: rows without an end");
  });
});

test("random sampling takes the same rows for the same seed, in the order of the dump", async () => {
  const rows = Array.from({ length: 500 }, (_, at) => `(${at})`).join(",");
  const dump = `CREATE TABLE \`t\` (\`v\` int);\nINSERT INTO \`t\` VALUES ${rows};\n`;
  const sample = async (seed: number) => {
    const { elements } = await read(dump, { sampling: "random", seed, max_rows_per_table: 20 });
    return values(elements[0]?.content ?? "").map(Number);
  };
  const first = await sample(1);
  expect(first).toHaveLength(20);
  expect(first).toEqual(first.toSorted((a, b) => a - b));
  expect(await sample(1)).toEqual(first);
  expect(await sample(2)).not.toEqual(first);
  // Every row has the same chance: of 100 samples of 20 rows, each third of the table gets about a third.
  const all = (await Promise.all(Array.from({ length: 100 }, (_, seed) => sample(seed)))).flat();
  const shares = [0, 1, 2].map((part) => all.filter((value) => Math.floor(value / 167) === part).length / all.length);
  for (const share of shares) expect(Math.abs(share - 1 / 3)).toBeLessThan(0.04);
});

test("the dump names its databases, or the property does", async () => {
  const several = "-- MySQL dump\nUSE `one`;\nCREATE TABLE `t` (`a` int);\nUSE `two`;\nCREATE TABLE `t` (`a` int);\n";
  expect((await read(several)).databases.map(({ name }) => name)).toEqual(["one", "two"]);
  const none = "CREATE TABLE `t` (`a` int);\n";
  expect((await read(none, { database: "crm" })).databases.map(({ name }) => name)).toEqual(["crm"]);
  expect((await read(none)).databases.map(({ name }) => name)).toEqual(["shop"]);
});

test("a dump in another encoding is decoded", async () => {
  const dump = "CREATE TABLE `t` (`a` text);\nINSERT INTO `t` VALUES ('Müller'),('Größe'),('Fälk');\n";
  const { elements } = await read(Buffer.from(dump, "latin1"));
  expect(values(elements[0]?.content ?? "")).toEqual(["Müller", "Größe", "Fälk"]);
});

test("a compressed dump is read, and a damaged end is told", async () => {
  const packed = gzipSync(dumpOfSqlite);
  expect((await read(packed)).elements).toEqual((await read(dumpOfSqlite)).elements);
  expect((await read(zstdCompressSync(dumpOfSqlite))).elements).toEqual((await read(dumpOfSqlite)).elements);
  const long = gzipSync(`${dumpOfSqlite}${"INSERT INTO people VALUES(9,'x@y.de',NULL,NULL);\n".repeat(5000)}`);
  const { notices } = await read(long.subarray(0, long.length - 200));
  expect(notices).toContain(
    "backups/shop.sql: the compressed file is damaged or cut off; what is in front of that place is read",
  );
});

test.each([
  ["an archive of pg_dump", Buffer.from("PGDMP\u0001\u000e\u0000"), "is an archive in pg_dump's own format"],
  ["a text that is no dump", "Dear Ines,\nthe dump comes tomorrow.", "is not a dump in SQL"],
  ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), "is not a dump in SQL"],
  ["an empty file", "", "is not a dump in SQL"],
])("%s is refused with what to do", async (_, content, text) => {
  await expect(read(content)).rejects.toMatchObject({
    code: "NOT_AN_SQL_DUMP",
    message: expect.stringContaining(text),
  });
});

describe("tables that depend on others", () => {
  test("rows of partitions of partitions are rows of the whole table, by the names of its columns", async () => {
    const { databases, elements } = await read(`-- PostgreSQL database dump
CREATE TABLE public.t (id integer, mail text) PARTITION BY RANGE (id);
CREATE TABLE public.t_a (mail text, id integer) PARTITION BY LIST (id);
CREATE TABLE public.t_a_1 (id integer, mail text);
ALTER TABLE ONLY public.t ATTACH PARTITION public.t_a FOR VALUES FROM (1) TO (9);
ALTER TABLE ONLY public.t_a ATTACH PARTITION public.t_a_1 FOR VALUES IN (1);
CREATE TABLE public.t_b PARTITION OF public.t DEFAULT;
INSERT INTO public.t_a_1 VALUES (1, 'a@b.de');
INSERT INTO public.t_a VALUES ('c@d.de', 2);
INSERT INTO public.t_b VALUES (3, 'e@f.de');
`);
    expect(databases[0]?.tables.map(({ name, rows }) => [name, rows])).toEqual([["t", 3]]);
    expect(elements.map(({ content }) => values(content))).toEqual([
      [1, 2, 3].map(String),
      ["a@b.de", "c@d.de", "e@f.de"],
    ]);
  });

  test("a partition whose table is not in the dump is shown", async () => {
    const { databases } = await read(`-- PostgreSQL database dump
CREATE TABLE public.t_b PARTITION OF public.t (id DEFAULT 1) DEFAULT;
COPY public.t_b (id, mail) FROM stdin;
1\ta@b.de
\\.
`);
    expect(databases[0]?.tables.map(({ name }) => name)).toEqual(["t_b"]);
  });

  test("a table has the columns that it inherits", async () => {
    const { databases } = await read(`-- PostgreSQL database dump
CREATE TABLE public.base (id integer NOT NULL, email text);
CREATE TABLE public.more (note text) INHERITS (public.base);
`);
    expect(databases[0]?.tables.map(({ columns }) => columns.map(({ name }) => name))).toEqual([
      ["id", "email"],
      ["id", "email", "note"],
    ]);
  });
});

test("a table whose columns have no names is told", async () => {
  const { notices } = await read("-- MySQL dump 10\nINSERT INTO `people` VALUES (1,'Ines'),(2,'Jo');\n");
  expect(notices).toEqual([
    "shop.people: the dump does not name the columns of this table, so that rules for names find nothing in it",
  ]);
});
