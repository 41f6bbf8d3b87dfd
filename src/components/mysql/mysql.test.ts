import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { collect, fakeContext } from "../../testing/component-context.ts";
import { mysqlServer, serverProxy, type TestDatabase, temporaryMysql } from "../../testing/servers/index.ts";
import { mysqlConfig } from "./config.ts";
import { mysql } from "./index.ts";

const extract = (database: TestDatabase, properties: object = {}, signal = new AbortController().signal) =>
  mysql.extract(fakeContext({ config: mysqlConfig.parse({ ...database.properties, ...properties }), signal }));

const unselected = 'tables and views are left out by the property "tables"';

async function read(database: TestDatabase, properties: object = {}) {
  const { elements, rest } = await collect(extract(database, properties));
  const all = rest.limits.notices.map(({ what, reason }) => `${what.replace(`${database.name}.`, "")}: ${reason}`);
  const notices = all.filter((notice) => !notice.endsWith(unselected));
  const contents = new Map(elements.map(({ id, content }) => [id.replace(`${database.name}/`, ""), content]));
  return { elements, rest, contents, all, notices, tables: rest.structure?.databases[0]?.tables ?? [] };
}

const values = (content = ""): unknown[] => (content === "" ? [] : content.split("\n").map((line) => JSON.parse(line)));

/** Returns the statements among the packets of a client: a length of 3 bytes, the number 0, the command 3. */
function statementsIn(asked: Buffer): string[] {
  const found: string[] = [];
  for (let at = 0; at + 4 < asked.length; ) {
    const length = asked.readUIntLE(at, 3);
    if (asked[at + 3] === 0 && asked[at + 4] === 3) found.push(asked.toString("utf8", at + 5, at + 4 + length));
    at += 4 + length;
  }
  return found;
}

describe.skipIf(mysqlServer === undefined)("a MySQL or MariaDB database [needs MySQL]", () => {
  let shop: TestDatabase;
  beforeAll(async () => {
    shop = await temporaryMysql("CHARACTER SET latin1");
    await shop.run(`
      CREATE TABLE people (id int AUTO_INCREMENT PRIMARY KEY, name varchar(40) NOT NULL COMMENT 'full name',
        mood enum('sad', 'part-time') DEFAULT 'sad', photo blob, place point, flags bit(4), tags set('a', 'b'),
        about json, big bigint unsigned, price decimal(8, 2), at datetime(3), wide text CHARACTER SET utf8mb4) COMMENT 'People who buy';
      INSERT INTO people (name, photo, place, flags, tags, about, big, price, at, wide) VALUES
        ('Jörg', 'x', point(1, 2), b'101', 'a,b', '{"a": 1}', 18446744073709551615, 1.50, '2024-01-02 03:04:05.678', '😀'),
        ('Zoë', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
      CREATE TABLE orders (no int, person int, note varchar(20), PRIMARY KEY (no, person), FOREIGN KEY (person) REFERENCES people (id));
      INSERT INTO orders VALUES (1, 1, 'n1'), (2, 1, 'n2'), (3, 1, 'n3'), (4, 1, 'n4'), (5, 1, 'n5');
      CREATE VIEW contacts AS SELECT p.name AS who, upper(p.name) AS shouted, o.note FROM people p JOIN orders o ON o.person = p.id;
      CREATE VIEW only_names AS SELECT who FROM contacts;
      CREATE VIEW renamed AS SELECT people.who FROM only_names people;
      CREATE TABLE events (id int, at date) PARTITION BY RANGE (year(at)) (PARTITION a VALUES LESS THAN (2024), PARTITION b VALUES LESS THAN MAXVALUE);
      INSERT INTO events VALUES (1, '2020-01-01'), (2, '2025-01-01');
      CREATE TABLE \`a "b"\`\`.c/d;--\` (\`__proto__\` text, \`sel\`\`ect\` text);
      INSERT INTO \`a "b"\`\`.c/d;--\` VALUES ('p', 's');
      CREATE TABLE gone (a int); CREATE VIEW broken AS SELECT a FROM gone; DROP TABLE gone`);
  });
  afterAll(() => shop?.drop());

  test("tells kinds, rows, keys, comments and types", async () => {
    const { tables } = await read(shop);
    expect(tables.map(({ name, kind, rows }) => [name, kind, rows])).toEqual([
      ['a "b"`.c/d;--', "table", 1],
      ["broken", "view", null],
      ["contacts", "view", null],
      ["events", "table", 2],
      ["only_names", "view", null],
      ["orders", "table", 5],
      ["people", "table", 2],
      ["renamed", "view", null],
    ]);
    expect(tables[6]).toMatchObject({ comment: "People who buy" });
    expect(tables[6]?.columns[1]).toEqual({
      ...{ name: "name", type: "varchar(40)", nullable: false, key: null, default: null, references: null },
      comment: "full name",
    });
    expect(tables[6]?.columns[2]).toMatchObject({ type: "enum('sad','part-time')" });
    expect(tables[5]?.columns[1]).toMatchObject({
      key: "primary_foreign",
      references: { table: "people", column: "id" },
    });
  });

  test("gives values of every type as text, whatever the character set", async () => {
    const { contents, elements, notices } = await read(shop, { tables: { include: ["people", "a *"] } });
    const row = ["name", "flags", "tags", "about/a", "big", "price", "at", "wide"];
    expect(row.map((name) => values(contents.get(`people/${name}`))[0])).toEqual([
      ...["Jörg", "5", "a,b", "1", "18446744073709551615", "1.50", "2024-01-02 03:04:05.678", "😀"],
    ]);
    expect(values(contents.get("a%20%22b%22%60.c%2Fd%3B--/sel%60ect"))).toEqual(["s"]);
    expect(elements.find(({ id }) => id.endsWith("people/name"))?.locator).toEqual({
      ...{ kind: "column", database: shop.name, table: "people", column: "name" },
    });
    expect(notices).toEqual(["people.photo: binary values are not read", "people.place: binary values are not read"]);
  });

  test("tells what the columns of views show, reads only what no table shows, and names a broken view", async () => {
    const { tables, contents, notices } = await read(shop, { tables: { exclude: ["renamed"] } });
    const from = (name: string) => tables.find((table) => table.name === name)?.columns.map((column) => column.from);
    const name = { table: "people", column: "name" };
    expect(from("contacts")).toEqual([name, undefined, { table: "orders", column: "note" }]);
    expect([...contents.keys()].filter((id) => /contacts/.test(id))).toEqual(["contacts/shouted"]);
    expect(values(contents.get("contacts/shouted"))).toEqual(["JÖRG"]);
    expect(notices.filter((notice) => notice.startsWith("broken"))).toEqual([
      "broken: cannot be read (the server does not list its columns, so the view may be broken)",
    ]);
  });

  test("does not take the alias of a view for a table of the same name", async () => {
    const { tables } = await read(shop);
    expect(tables.find(({ name }) => name === "renamed")?.columns[0]?.from).toBeUndefined();
  });

  test("says which rows were not read, and chooses random ones by the seed", async () => {
    const orders = { tables: { include: ["orders"] }, max_rows_per_table: 2 };
    const limited = await read(shop, orders);
    expect(limited.all[0]).toMatch(/: \d+ of \d+ tables and views are left out by the property "tables"$/);
    expect(limited.notices).toEqual(["orders: only the first 2 of 5 rows were read (max_rows_per_table)"]);
    const keys = async (seed: number) =>
      values((await read(shop, { ...orders, sampling: "random", seed })).contents.get("orders/no"));
    expect(await keys(1)).toEqual(await keys(1));
    const all = await Promise.all([1, 2, 3, 4, 5].map(keys));
    expect(new Set(all.map(String)).size).toBeGreaterThan(1);
    expect(all.every((chosen) => new Set(chosen).size === 2)).toBe(true);
  });

  test("is only read from, in one snapshot, also by a user who may write", async () => {
    await using proxy = await serverProxy(shop.properties);
    await read(shop, { port: proxy.port, sampling: "random", max_rows_per_table: 1 });
    const statements = statementsIn(proxy.asked());
    expect(new Set(statements.map((sql) => /^\w+( (SESSION|TRANSACTION))?/.exec(sql)?.[0]))).toEqual(
      new Set(["SELECT", "SET SESSION", "SHOW SESSION", "START TRANSACTION", "SAVEPOINT", "ROLLBACK"]),
    );
    expect(statements).toContain("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    expect(statements).toContain("SET SESSION TRANSACTION READ ONLY");
  });

  test("where another session holds a lock gives a notice, and the rest is read", async () => {
    await shop.run("LOCK TABLES events WRITE");
    try {
      const { notices, contents } = await read(shop, { lock_timeout: 1, tables: { include: ["events", "orders"] } });
      expect(notices).toEqual(["events: another session has it locked for longer than lock_timeout (1 s)"]);
      expect(contents.has("orders/no")).toBe(true);
    } finally {
      await shop.run("UNLOCK TABLES");
    }
  });

  test("that denies a table or a column has a notice, and the rest is read", async () => {
    const user = `wct_${process.pid}`;
    await shop.run(`CREATE USER ${user}@'%' IDENTIFIED BY 'hunter2'; GRANT SELECT (id, name) ON people TO ${user}@'%';
      GRANT INSERT ON orders TO ${user}@'%'; GRANT SELECT ON events TO ${user}@'%'`);
    try {
      const context = (password: string) => ({
        ...fakeContext({ config: mysqlConfig.parse({ ...shop.properties, user, password, schema_only: false }) }),
      });
      const { rest } = await collect(mysql.extract(context("hunter2")));
      const denied = rest.limits.notices.map(({ what }) => what.replace(`${shop.name}.`, ""));
      expect(denied).toEqual(["orders"]);
      expect(rest.structure?.databases[0]?.tables.map(({ name, columns }) => [name, columns.length])).toEqual([
        ["events", 2],
        ["orders", 3],
        ["people", 2],
      ]);
      await expect(collect(mysql.extract(context("wrong")))).rejects.toMatchObject({
        code: "LOGIN_REFUSED",
        message: expect.stringMatching(/^the server refuses the connection: Access denied for user/),
      });
    } finally {
      await shop.run(`DROP USER ${user}@'%'`);
    }
  });

  test("whose query takes too long gives a notice; a cancelled run ends the query at the server", async () => {
    await shop.run("CREATE VIEW slow AS SELECT sleep(60) AS nap");
    try {
      const slow = { tables: { include: ["slow"] } };
      expect((await read(shop, { ...slow, statement_timeout: 0.3 })).notices).toEqual([
        "slow: reading takes longer than statement_timeout (0.3 s)",
      ]);
      const cancel = new AbortController();
      const ending = extract(shop, slow, cancel.signal).next();
      const running = `SELECT 1 FROM information_schema.processlist WHERE db = '${shop.name}' AND info LIKE '%nap%' AND id <> connection_id()`;
      await expect.poll(() => shop.run(running)).toHaveLength(1);
      cancel.abort();
      await expect(ending).rejects.toMatchObject({ name: "AbortError" });
      await expect.poll(() => shop.run(running)).toEqual([]);
    } finally {
      await shop.run("DROP VIEW slow");
    }
  });

  test("whose server is gone in the middle is a failure that says so", async () => {
    await using proxy = await serverProxy(shop.properties);
    const production = extract(shop, { port: proxy.port });
    await production.next();
    proxy.cut();
    await expect(collect(production)).rejects.toMatchObject({ code: "CONNECTION_LOST" });
  });

  test("that does not exist, or whose server does not, is a failure that says what to check", async () => {
    await expect(read(shop, { database: "no_such_database" })).rejects.toMatchObject({ code: "DATABASE_UNKNOWN" });
    await expect(read(shop, { port: 1 })).rejects.toMatchObject({
      code: "SERVER_UNREACHABLE",
      message: expect.stringContaining("nothing listens there"),
    });
    await expect(read(shop, { ssl: { mode: "require" } })).rejects.toMatchObject({ code: "TLS_FAILED" });
    expect((await read(shop, { ssl: { mode: "prefer" }, schema_only: true })).tables.length).toBeGreaterThan(0);
  });

  test("of a large table is sampled without a scan", async () => {
    await shop.run(`CREATE TABLE big (id int PRIMARY KEY, pad varchar(400));
      INSERT INTO big SELECT seq * 3, repeat('x', 400) FROM seq_1_to_100000; ANALYZE TABLE big`);
    const readRows = async () => {
      await shop.run("FLUSH STATUS");
      const rows = await shop.run(
        "SELECT variable_value FROM information_schema.global_status WHERE variable_name IN ('innodb_rows_read', 'handler_read_next')",
      );
      return rows.reduce((sum, [value]) => sum + Number(value), 0);
    };
    const before = await readRows();
    const sample = { tables: { include: ["big"] }, sampling: "random", max_rows_per_table: 200 };
    const { contents, notices } = await read(shop, sample);
    expect((await readRows()) - before).toBeLessThan(10_000);
    const keys = values(contents.get("big/id")).map(Number);
    expect(keys.length).toBeGreaterThan(100);
    expect(Math.max(...keys)).toBeGreaterThan(200_000);
    expect(notices[0]).toMatch(/^big: only \d+ random rows of about \d+,\d+ were read/);
    expect((await read(shop, sample)).contents).toEqual(contents);
    await shop.run("DROP TABLE big");
  });
});
