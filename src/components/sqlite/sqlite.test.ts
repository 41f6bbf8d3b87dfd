import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { collect } from "../../testing/component-context.ts";
import { SqliteSource, valuesOf } from "../../testing/sources/sqlite-source.ts";
import { databaseName } from "../locators.ts";
import { extractDatabase } from "./extract.ts";
import { sqlite } from "./index.ts";
import { chooseRows } from "./sampling.ts";

let source: SqliteSource;
beforeEach(() => {
  source = new SqliteSource();
});
afterEach(() => source[Symbol.dispose]());

test("each column gives one item: its distinct values in order of appearance, and how often each occurs", async () => {
  source.make(
    "CREATE TABLE c (city TEXT, n INT); INSERT INTO c VALUES ('Köln', 1), ('Bonn', 2), ('Köln', NULL), (NULL, 2)",
  );
  const { elements, rest } = await source.read();
  expect(elements[0]).toEqual({
    id: "shop/c/city",
    kind: "column_sample",
    content: '"Köln"\n"Bonn"',
    locator: { kind: "column", database: "shop", table: "c", column: "city" },
    sample: { type: "TEXT", rows_read: 4, rows_total: 4, non_null: 3, distinct: 2, counts: [2, 1] },
  });
  expect(rest).toMatchObject({
    name: "shop",
    source: { kind: "database", connector: "sqlite", location: "${SHOP_DB:-./data/shop.db}" },
    limits: { truncated: false, notices: [] },
    summary: { items: 2, tables: 1, columns: 2, rows: 4 },
  });
});

test("the structure tells keys, references, defaults and views", async () => {
  source.make(`CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT NOT NULL DEFAULT 'x@y', born DATE);
        CREATE TABLE orders (no INT, customer INT REFERENCES customers, twin INT REFERENCES customers(id), PRIMARY KEY (no, customer)) WITHOUT ROWID;
        CREATE VIEW adults AS SELECT email FROM customers`);
  const { tables, ids } = await source.read();
  expect(tables.map(({ name, kind, rows }) => [name, kind, rows])).toEqual([
    ["adults", "view", null],
    ["customers", "table", 0],
    ["orders", "table", 0],
  ]);
  expect(tables[1]?.columns[1]).toEqual({
    name: "email",
    type: "TEXT",
    nullable: false,
    key: null,
    default: "'x@y'",
    references: null,
  });
  expect(tables[2]?.columns.map(({ key, references }) => [key, references])).toEqual([
    ["primary", null],
    ["primary_foreign", { table: "customers", column: "id" }],
    ["foreign", { table: "customers", column: "id" }],
  ]);
  expect(ids.filter((id) => id.includes("adults"))).toEqual([]);
});

test("odd names, generated columns and columns that take the names of the row id are read", async () => {
  source.make(`CREATE TABLE "a ""b"".c/d" ("__proto__" TEXT, "select" TEXT, rowid TEXT, _rowid_ TEXT, oid TEXT, [x y] AS ("select" || '!'));
        INSERT INTO "a ""b"".c/d" VALUES ('p', 's', 'r', 'q', 'o')`);
  const { elements } = await source.read({ sampling: "stride", max_rows_per_table: 1 });
  expect(elements.map(({ content }) => valuesOf(content)[0])).toEqual(["p", "s", "r", "q", "o", "s!"]);
  expect(elements[0]?.id).toBe("shop/a%20%22b%22.c%2Fd/__proto__");
  expect(elements[0]?.locator).toMatchObject({ table: 'a "b".c/d', column: "__proto__" });
});

test("integers beyond 53 bits, reals, line breaks and quotes survive", async () => {
  source.make(
    `CREATE TABLE t (v); INSERT INTO t VALUES (9223372036854775807), (1.5), ('a' || char(10) || '"b"'), ('😀')`,
  );
  expect(valuesOf((await source.read()).elements[0]?.content ?? "")).toEqual([
    "9223372036854775807",
    "1.5",
    'a\n"b"',
    "😀",
  ]);
});

test("binary values are counted and not read, long ones are cut, and both are told", async () => {
  source.make("CREATE TABLE t (v); INSERT INTO t VALUES (zeroblob(1000000)), ('abcdefgh'), ('ab😀')");
  const { elements, notices } = await source.read({ max_cell_chars: 3 });
  expect(valuesOf(elements[0]?.content ?? "")).toEqual(["abc", "ab"]);
  expect(elements[0]?.sample).toMatchObject({ rows_read: 3, non_null: 3, distinct: 2 });
  expect(notices).toEqual([
    { what: "shop.t.v", reason: "binary values are not read", read: 0, total: 1 },
    { what: "shop.t.v", reason: "2 values were cut to max_cell_chars (3)" },
  ]);
});

const numbered = (rows: number, suffix = ""): string =>
  `CREATE TABLE t (k INTEGER PRIMARY KEY, v TEXT) ${suffix};
   WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows}) INSERT INTO t SELECT i, 'v' || i FROM n`;

test.each(["", "WITHOUT ROWID"])("rows are sampled as configured and the rest is told (%s)", async (suffix) => {
  source.make(numbered(100, suffix));
  const keys = async (properties: object) =>
    valuesOf((await source.read({ max_rows_per_table: 4, ...properties })).elements[0]?.content ?? "");
  expect(await keys({})).toEqual(["1", "2", "3", "4"]);
  expect(await keys({ sampling: "stride" })).toEqual(["1", "26", "51", "76"]);
  const random = await keys({ sampling: "random", seed: 7 });
  expect(random).toHaveLength(4);
  expect(await keys({ sampling: "random", seed: 7 })).toEqual(random);
  expect(await keys({ sampling: "random", seed: 8 })).not.toEqual(random);
  const { notices } = await source.read({ max_rows_per_table: 4, sampling: "stride" });
  expect(notices).toEqual([
    { what: "shop.t", reason: "only 4 evenly spread rows of 100 were read (max_rows_per_table)", read: 4, total: 100 },
  ]);
});

test("schema_only reads no value", async () => {
  source.make(numbered(3));
  const { elements, tables, notices } = await source.read({ schema_only: true });
  expect([elements, notices]).toEqual([[], [{ what: "shop", reason: "no values were read (schema_only)" }]]);
  expect(tables[0]).toMatchObject({ name: "t", rows: 3, columns: [{ name: "k" }, { name: "v" }] });
});

test("tables are chosen by globs, whatever the case", async () => {
  source.make('CREATE TABLE Users (a); CREATE TABLE user_log (a); CREATE TABLE "u/x" (a); CREATE TABLE other (a)');
  const { tables } = await source.read({ tables: { include: ["u*"], exclude: ["*_log"] } });
  expect(tables.map(({ name }) => name)).toEqual(["Users", "u/x"]);
});

test("a full-text table is read, its storage is not", async () => {
  source.make("CREATE VIRTUAL TABLE notes USING fts5(body); INSERT INTO notes VALUES ('hello')");
  const { tables, elements } = await source.read();
  expect(tables.map(({ name }) => name)).toEqual(["notes"]);
  expect(valuesOf(elements[0]?.content ?? "")).toEqual(["hello"]);
});

test("what SQLite has no module or function for is a notice that names it", async () => {
  source.make(`CREATE TABLE t (a); CREATE VIEW lost AS SELECT soundslike(a) FROM t;
    CREATE VIEW one AS SELECT * FROM two; CREATE VIEW two AS SELECT * FROM one`);
  const db = new DatabaseSync(source.path);
  db.enableDefensive(false);
  db.exec(`PRAGMA writable_schema = 1; INSERT INTO sqlite_schema
    VALUES ('table', 'places', 'places', 0, 'CREATE VIRTUAL TABLE places USING VirtualSpatialIndex()')`);
  db.close();
  const { tables, notices } = await source.read();
  expect(tables.map(({ name }) => name)).toEqual(["lost", "one", "places", "t", "two"]);
  expect(notices.map(({ what, reason }) => `${what}: ${reason}`)).toEqual([
    "shop.lost: cannot be read (SQLite: no such function: soundslike)",
    "shop.one: cannot be read (SQLite: view one is circularly defined)",
    "shop.places: cannot be read (SQLite: no such module: VirtualSpatialIndex)",
    "shop.two: cannot be read (SQLite: view two is circularly defined)",
  ]);
});

test("a WAL database that nobody uses is read and nothing is left beside it", async () => {
  source.make(`PRAGMA journal_mode = WAL; ${numbered(3)}`);
  expect((await source.read()).rest.summary).toMatchObject({ rows: 3 });
  expect(readdirSync(source.folder)).toEqual(["shop.db"]);
});

test("what only the log of a WAL database holds is read, used or left behind, and no copy stays", async () => {
  const writer = new DatabaseSync(source.path);
  writer.exec(`PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; ${numbered(3)}`);
  expect((await source.read()).rest.summary).toMatchObject({ rows: 3 });
  const left = join(source.folder, "left");
  mkdirSync(left);
  for (const suffix of ["", "-wal"]) copyFileSync(source.path + suffix, join(left, `shop.db${suffix}`));
  writer.close();
  source.path = join(left, "shop.db");
  expect((await source.read()).rest.summary).toMatchObject({ rows: 3 });
  expect(readdirSync(left)).toEqual(["shop.db", "shop.db-wal"]);
  expect(readdirSync(source.temporaryFolder)).toEqual([]);
});

test("a WAL database that is written to while it is read is a failure, not a mixture", async () => {
  source.make(`PRAGMA journal_mode = WAL; ${numbered(3)}`);
  const production = sqlite.extract(source.context());
  await production.next();
  source.make("INSERT INTO t VALUES (99, 'late')");
  await expect(production.next()).rejects.toMatchObject({ code: "DATABASE_BUSY" });
});

test("an empty file is a database without tables, and a notice says that nothing was read", async () => {
  writeFileSync(source.path, "");
  const { tables, notices } = await source.read();
  expect([tables, notices]).toEqual([[], [{ what: "shop", reason: "no table was read" }]]);
});

test("what is no database, or not there, is a failure that says so in the user's words", async () => {
  writeFileSync(source.path, "name;email\nErika;erika@example.org\n");
  await expect(source.read()).rejects.toMatchObject({
    code: "NOT_A_DATABASE",
    message: '"${SHOP_DB:-./data/shop.db}" is not an SQLite database, or it is encrypted',
  });
  rmSync(source.path);
  await expect(source.read()).rejects.toMatchObject({ code: "DATABASE_UNREADABLE" });
  writeFileSync(source.path, Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(4096, 0x41)]));
  await expect(source.read()).rejects.toMatchObject({ code: "NOT_A_DATABASE" });
});

test("a database that a program holds exclusively is a failure that says to try again", async () => {
  source.make(numbered(3));
  const writer = new DatabaseSync(source.path);
  writer.exec("BEGIN EXCLUSIVE");
  const reading = collect(extractDatabase(source.context(), { waitMs: 0 }));
  await expect(reading).rejects.toMatchObject({ code: "DATABASE_BUSY" });
  writer.close();
});

test("the database file is never changed", async () => {
  source.make(numbered(3));
  const { readFileSync, statSync } = await import("node:fs");
  const before = [readFileSync(source.path), statSync(source.path).mtimeMs];
  await source.read({ sampling: "random", max_rows_per_table: 2 });
  expect([readFileSync(source.path), statSync(source.path).mtimeMs]).toEqual(before);
  expect(existsSync(`${source.path}-journal`)).toBe(false);
});

test("the same database gives the same result twice, and progress goes table by table", async () => {
  source.make("CREATE TABLE a (x); CREATE TABLE b (x)");
  const context = source.context();
  expect(await collect(sqlite.extract(context))).toEqual(await collect(sqlite.extract(source.context())));
  expect(context.told.progress.map(({ done }) => done)).toEqual([0, 1, 2]);
});

test.each([
  ["data/shop.db", "shop"],
  ["${SHOP_DB:-./data/shop.sqlite3}", "shop"],
  ["${SHOP_DB}", "${SHOP_DB}"],
  ["noextension", "noextension"],
])("the database at %s is called %s", (shown, name) => {
  expect(databaseName(shown)).toBe(name);
});

test("chosen positions are distinct, ascending, within the table, and as many as asked for", () => {
  const sampling = fc.constantFrom("stride" as const, "random" as const);
  fc.assert(
    fc.property(
      sampling,
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 1, max: 50 }),
      fc.nat(),
      (kind, extra, rows, seed) => {
        const total = rows + extra;
        const choice = chooseRows("t", total, { sampling: kind, seed, rows });
        const positions = choice.kind === "positions" ? choice.positions : [];
        expect(new Set(positions).size).toBe(rows);
        expect(positions).toEqual([...positions].sort((a, b) => a - b));
        expect(positions.every((position) => position >= 0 && position < total)).toBe(true);
      },
    ),
  );
});

test("a table whose generated columns make more than a value may have is named, and the others are read", async () => {
  const doubled = Array.from({ length: 6 }, (_, n) => `c${n + 1} AS (c${n} || c${n})`);
  source.make(`CREATE TABLE bomb (c0 TEXT, ${doubled.join(", ")}); CREATE TABLE quiet (name TEXT);
    INSERT INTO bomb (c0) VALUES (hex(zeroblob(10000))); INSERT INTO quiet VALUES ('a')`);
  const { elements, rest } = await collect(extractDatabase(source.context(), { waitMs: 0, longestValue: 1_000_000 }));
  expect(elements.map(({ id }) => id)).toEqual(["shop/quiet/name"]);
  expect(rest.limits.notices).toEqual([
    { what: "shop.bomb", reason: "cannot be read (SQLite: string or blob too big)" },
  ]);
});
