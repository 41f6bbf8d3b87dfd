import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { collect, fakeContext } from "../../testing/component-context.ts";
import { postgresServer, type TestDatabase, temporaryPostgres } from "../../testing/servers/index.ts";
import { postgresConfig } from "./config.ts";
import { postgres } from "./index.ts";

const contextFor = (database: TestDatabase, properties: object = {}, signal = new AbortController().signal) =>
  fakeContext({ config: postgresConfig.parse({ ...database.properties, ...properties }), signal });

async function read(database: TestDatabase, properties: object = {}) {
  const context = contextFor(database, properties);
  const { elements, rest } = await collect(postgres.extract(context));
  const tables = rest.structure?.databases[0]?.tables ?? [];
  const contents = new Map(elements.map(({ id, content }) => [id.replace(`${database.name}/`, ""), content]));
  const notices = rest.limits.notices.map(({ what, reason }) => `${what.replace(`${database.name}.`, "")}: ${reason}`);
  return { elements, rest, tables, contents, notices, notes: context.told.notes };
}

const values = (content = ""): unknown[] => (content === "" ? [] : content.split("\n").map((line) => JSON.parse(line)));

describe.skipIf(postgresServer === undefined)("a PostgreSQL database [needs PostgreSQL]", () => {
  let shop: TestDatabase;
  beforeAll(async () => {
    shop = await temporaryPostgres();
    await shop.run(`
      CREATE SCHEMA crm;
      CREATE TYPE mood AS ENUM ('sad', 'part-time');
      CREATE DOMAIN mail AS text CHECK (value LIKE '%@%');
      CREATE DOMAIN work_mail AS mail;
      CREATE TABLE crm.customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email mail NOT NULL,
        work work_mail, feeling mood DEFAULT 'sad', tags text[], data jsonb, photo bytea, born date);
      COMMENT ON TABLE crm.customers IS 'People who buy';
      COMMENT ON COLUMN crm.customers.email IS 'Where invoices go';
      INSERT INTO crm.customers (email, tags, data, photo, born) VALUES
        ('erika@example.org', '{a,"b c"}', '{"a": 1}', '\\xdead', '1980-02-29'), ('max@example.org', NULL, NULL, NULL, NULL);
      CREATE TABLE orders (no int, customer bigint REFERENCES crm.customers, note text, PRIMARY KEY (no, customer));
      INSERT INTO orders SELECT i, 1, 'note ' || i FROM generate_series(1, 5) i;
      CREATE VIEW contacts AS SELECT c.email, upper(c.email) AS shouted, o.note AS remark
        FROM crm.customers c JOIN orders o ON o.customer = c.id WHERE c.born IS NOT NULL;
      CREATE VIEW only_mails AS SELECT email AS address FROM contacts;
      CREATE MATERIALIZED VIEW kept AS SELECT email FROM crm.customers;
      CREATE TABLE events (at date, who text, PRIMARY KEY (at, who)) PARTITION BY RANGE (at);
      CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
      CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
      INSERT INTO events VALUES ('2025-03-01', 'late'), ('2024-03-01', 'early');
      CREATE VIEW of_2024 AS SELECT who FROM events_2024;
      CREATE TABLE parent (a text); CREATE TABLE child () INHERITS (parent);
      INSERT INTO parent VALUES ('p'); INSERT INTO child VALUES ('c');
      CREATE TABLE "a ""b"".c/d;--" ("__proto__" text, "sel""ect" text, "ü.x" text);
      INSERT INTO "a ""b"".c/d;--" VALUES ('p', 's', 'u');
      CREATE TABLE nothing ();`);
  });
  afterAll(() => shop?.drop());

  test("tells schemas, kinds, rows, keys, comments, and types with what is behind them", async () => {
    const { tables, rest } = await read(shop);
    expect(tables.map(({ schema, name, kind, rows }) => [schema, name, kind, rows])).toEqual([
      ["crm", "customers", "table", 2],
      ["public", 'a "b".c/d;--', "table", 1],
      ["public", "child", "table", 1],
      ["public", "contacts", "view", null],
      ["public", "events", "table", 2],
      ["public", "kept", "materialized_view", 2],
      ["public", "nothing", "table", null],
      ["public", "of_2024", "view", null],
      ["public", "only_mails", "view", null],
      ["public", "orders", "table", 5],
      ["public", "parent", "table", 1],
    ]);
    expect(tables[0]).toMatchObject({ comment: "People who buy" });
    const plain = { nullable: true, key: null, default: null, references: null };
    expect(tables[0]?.columns.slice(0, 4)).toEqual([
      { ...plain, name: "id", type: "bigint", nullable: false, key: "primary" },
      { ...plain, name: "email", type: "text", type_name: "mail", nullable: false, comment: "Where invoices go" },
      { ...plain, name: "work", type: "text", type_name: "work_mail" },
      { ...plain, name: "feeling", type: "enum('sad', 'part-time')", type_name: "mood", default: "'sad'::mood" },
    ]);
    expect(tables[9]?.columns[1]).toMatchObject({
      key: "primary_foreign",
      references: { schema: "crm", table: "customers", column: "id" },
    });
    expect(rest.summary).toMatchObject({ tables: 8, views: 3 });
  });

  test("gives one item for each column, with database and schema in its location", async () => {
    const { elements, contents } = await read(shop);
    expect(elements.find(({ id }) => id.endsWith("crm/customers/email"))).toEqual({
      id: `${shop.name}/crm/customers/email`,
      kind: "column_sample",
      content: '"erika@example.org"\n"max@example.org"',
      locator: { kind: "column", database: shop.name, schema: "crm", table: "customers", column: "email" },
      sample: { type: "text", rows_read: 2, rows_total: 2, non_null: 2, distinct: 2, counts: [1, 1] },
    });
    expect(values(contents.get("crm/customers/tags"))).toEqual(['{a,"b c"}']);
    expect(values(contents.get("crm/customers/data/a"))).toEqual(["1"]);
    expect(values(contents.get("public/a%20%22b%22.c%2Fd%3B--/sel%22ect"))).toEqual(["s"]);
  });

  test("reads a partitioned table as one, and the rows of a child table once", async () => {
    const { contents } = await read(shop);
    expect(values(contents.get("public/events/who"))).toEqual(["early", "late"]);
    expect([contents.get("public/parent/a"), contents.get("public/child/a")]).toEqual(['"p"', '"c"']);
  });

  test("tells what the columns of views show, and reads only what no table shows", async () => {
    const { tables, contents } = await read(shop);
    const from = (name: string) => tables.find((table) => table.name === name)?.columns.map((column) => column.from);
    const email = { schema: "crm", table: "customers", column: "email" };
    expect(from("contacts")).toEqual([email, undefined, { table: "orders", column: "note" }]);
    expect(from("only_mails")).toEqual([email]);
    expect(from("of_2024")).toEqual([{ table: "events", column: "who" }]);
    expect([...contents.keys()].filter((id) => /contacts|only_mails|of_2024/.test(id))).toEqual([
      "public/contacts/shouted",
    ]);
    expect(values(contents.get("public/contacts/shouted"))).toEqual(["ERIKA@EXAMPLE.ORG"]);
  });

  test("reads the column of a view if its table is not selected", async () => {
    const { contents, tables } = await read(shop, { tables: { include: ["*mails"] } });
    expect(tables.map(({ name }) => name)).toEqual(["only_mails"]);
    expect(values(contents.get("public/only_mails/address"))).toEqual(["erika@example.org"]);
  });

  test("is limited to schemas and tables by globs, of the name or of schema and name", async () => {
    const names = async (properties: object) => (await read(shop, properties)).tables.map(({ name }) => name);
    expect(await names({ schemas: ["CR*"] })).toEqual(["customers"]);
    expect((await read(shop, { schemas: ["CR*"] })).notices[0]).toMatch(
      /: \d+ of \d+ tables and views are left out by the property "schemas"$/,
    );
    expect(await names({ tables: { include: ["public.o*", "crm.*"], exclude: ["only*"] } })).toEqual([
      "customers",
      "of_2024",
      "orders",
    ]);
  });

  test("says what was not read: rows over the limit, binary values, values that were cut", async () => {
    const { notices, notes } = await read(shop, {
      max_rows_per_table: 3,
      max_cell_chars: 10,
      schemas: ["crm", "public"],
    });
    expect(notices).toEqual([
      "crm.customers.email: 2 values were cut to max_cell_chars (10)",
      "crm.customers.photo: binary values are not read",
      "public.contacts: only the first 3 rows were read (max_rows_per_table)",
      "public.contacts.shouted: 3 values were cut to max_cell_chars (10)",
      "public.kept.email: 2 values were cut to max_cell_chars (10)",
      "public.orders: only the first 3 of 5 rows were read (max_rows_per_table)",
    ]);
    expect(notes.map(({ text }) => text).join("\n")).toMatch(/read-only session of PostgreSQL \d+.*, not encrypted/);
  });

  test("chooses random rows by the seed, whatever their order in storage", async () => {
    const keys = async (properties: object) =>
      values((await read(shop, { tables: { include: ["orders"] }, ...properties })).contents.get("public/orders/no"));
    const sample = (seed: number) => ({ sampling: "random", max_rows_per_table: 2, seed });
    const chosen = await keys(sample(1));
    expect(chosen).toHaveLength(2);
    await shop.run("UPDATE orders SET note = note || '' WHERE no < 3");
    expect(await keys(sample(1))).toEqual(chosen);
    const others = await Promise.all([2, 3, 4, 5].map((seed) => keys(sample(seed))));
    expect(others).not.toEqual(others.map(() => chosen));
  });

  test("with schema_only reads names and estimates, and no value", async () => {
    await shop.run("ANALYZE orders");
    const { elements, tables, notices } = await read(shop, { schema_only: true });
    expect(notices).toEqual([`${shop.name}: no values were read (schema_only)`]);
    expect(elements).toEqual([]);
    expect(tables.find(({ name }) => name === "orders")).toMatchObject({ rows: 5, rows_estimated: true });
    expect(tables.find(({ name }) => name === "contacts")).toMatchObject({ rows: null });
  });

  test("gives the same content twice", async () => {
    expect((await read(shop)).rest).toEqual((await read(shop)).rest);
    expect((await read(shop)).elements).toEqual((await read(shop)).elements);
  });
});
