import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { collect, fakeContext } from "../../testing/component-context.ts";
import { postgresServer, serverProxy, type TestDatabase, temporaryPostgres } from "../../testing/servers/index.ts";
import { postgresConfig } from "./config.ts";
import { postgres } from "./index.ts";

const extract = (database: TestDatabase, properties: object = {}, signal = new AbortController().signal) =>
  postgres.extract(fakeContext({ config: postgresConfig.parse({ ...database.properties, ...properties }), signal }));

async function read(database: TestDatabase, properties: object = {}) {
  const { elements, rest } = await collect(extract(database, properties));
  const notices = rest.limits.notices.map(({ what, reason }) => `${what.replace(`${database.name}.`, "")}: ${reason}`);
  const contents = new Map(elements.map(({ id, content }) => [id.replace(`${database.name}/`, ""), content]));
  return { elements, rest, contents, notices, tables: rest.structure?.databases[0]?.tables ?? [] };
}

const statements = (said: Buffer): readonly string[] =>
  [...said.toString("latin1").matchAll(/Mstatement: ([^\0]*)\0/g)].map(([, sql = ""]) => sql);

describe.skipIf(postgresServer === undefined)("a PostgreSQL server [needs PostgreSQL]", () => {
  let shop: TestDatabase;
  const role = `wct_reader_${process.pid}_${Date.now().toString(36)}`;
  beforeAll(async () => {
    shop = await temporaryPostgres();
    await shop.run(`
      CREATE TABLE a (id int PRIMARY KEY, name text); INSERT INTO a VALUES (1, 'first');
      CREATE TABLE b (id int PRIMARY KEY, name text, salary int); INSERT INTO b VALUES (1, 'second', 5);
      CREATE TABLE c (id int PRIMARY KEY, name text); INSERT INTO c VALUES (1, 'third');
      CREATE SCHEMA hidden; CREATE TABLE hidden.d (e text);
      CREATE ROLE ${role} LOGIN; GRANT SELECT ON a TO ${role}; GRANT SELECT (id, name) ON b TO ${role};
      GRANT SELECT ON hidden.d TO ${role}`);
  });
  afterAll(async () => {
    await shop?.run(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    await shop?.drop();
  });

  test("that denies a table, a column or a schema has a notice for each, and the rest is read", async () => {
    const { notices, contents } = await read(shop, { user: role });
    expect(notices).toEqual([
      "hidden.d: the role has no permission to read it",
      "public.b.salary: the role has no permission to read it",
      "public.c: the role has no permission to read it",
    ]);
    expect([...contents.keys()]).toEqual(["public/a/id", "public/a/name", "public/b/id", "public/b/name"]);
  });

  test("where another session holds a lock gives a notice after lock_timeout, and the rest is read", async () => {
    await shop.run("BEGIN; LOCK TABLE b IN ACCESS EXCLUSIVE MODE");
    try {
      const { notices, contents } = await read(shop, { lock_timeout: 0.1 });
      expect(notices).toEqual(["public.b: another session has it locked for longer than lock_timeout (0.1 s)"]);
      expect(contents.get("public/c/name")).toBe('"third"');
    } finally {
      await shop.run("ROLLBACK");
    }
  });

  test("leaves tables unlocked that were read, so that others can change them", async () => {
    const production = extract(shop, { tables: { include: ["a", "b"] } });
    await production.next();
    await shop.run(
      "SET lock_timeout = '2s'; ALTER TABLE a ADD COLUMN later text; ALTER TABLE a DROP COLUMN later; RESET lock_timeout",
    );
    await production.return({} as never);
  });

  test("whose statement takes too long gives a notice, and the rest is read", async () => {
    await shop.run("CREATE VIEW slow AS SELECT pg_sleep(60)::text AS nap");
    try {
      const { notices, contents } = await read(shop, { statement_timeout: 0.2 });
      expect(notices).toEqual(["public.slow: reading takes longer than statement_timeout (0.2 s)"]);
      expect(contents.has("public/c/name")).toBe(true);
      const cancel = new AbortController();
      const production = extract(shop, { tables: { include: ["slow"] } }, cancel.signal);
      const ending = production.next();
      const running = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
        AND application_name = 'wct' AND query LIKE '%"nap"%' AND state = 'active'`;
      await expect.poll(() => shop.run(running)).toHaveLength(1);
      cancel.abort();
      await expect(ending).rejects.toMatchObject({ name: "AbortError" });
      await expect.poll(() => shop.run(running)).toEqual([]);
    } finally {
      await shop.run("DROP VIEW slow");
    }
  });

  test("that ends the session in the middle is a failure that says so", async () => {
    const production = extract(shop);
    await production.next();
    await shop.run(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'wct' AND datname = current_database()",
    );
    await expect(collect(production)).rejects.toMatchObject({ code: "CONNECTION_LOST" });
  });

  test("that is cut off in the middle is a failure that says so", async () => {
    await using proxy = await serverProxy(shop.properties);
    const production = extract(shop, { port: proxy.port });
    await production.next();
    proxy.cut();
    await expect(collect(production)).rejects.toMatchObject({
      code: "CONNECTION_LOST",
      message: "the connection to PostgreSQL was lost",
    });
  });

  test("is only read from, in one snapshot, also by a role that may write: its own log of statements says so", async () => {
    await shop.run(
      `ALTER DATABASE ${shop.name} SET log_statement = 'all'; ALTER DATABASE ${shop.name} SET client_min_messages = 'log'`,
    );
    await using proxy = await serverProxy(shop.properties);
    await read(shop, { port: proxy.port, sampling: "random", max_rows_per_table: 1 });
    await shop.run(`ALTER DATABASE ${shop.name} RESET ALL`);
    const parts = statements(proxy.said()).flatMap((sql) => sql.split(";").map((one) => one.trim().split(/\s/)[0]));
    expect(new Set(parts)).toEqual(new Set(["SET", "BEGIN", "SAVEPOINT", "SELECT", "ROLLBACK"]));
    expect(statements(proxy.said())).toContainEqual(
      expect.stringMatching(/^BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY/),
    );
  });

  test("cannot be written to through a function of a view", async () => {
    await shop.run(`CREATE FUNCTION sneaky() RETURNS text LANGUAGE sql AS $$ INSERT INTO a VALUES (9, 'x') RETURNING name $$;
      CREATE VIEW trap AS SELECT sneaky() AS bait`);
    const { notices } = await read(shop, { tables: { include: ["trap"] } });
    await shop.run("DROP VIEW trap; DROP FUNCTION sneaky");
    expect(notices).toContain("public.trap: cannot be read (PostgreSQL error 25006)");
    expect(await shop.run("SELECT count(*) FROM a")).toEqual([["1"]]);
  });

  test("does not repeat a value that an error message of the server quotes", async () => {
    await shop.run("CREATE VIEW wrong AS SELECT name::int AS n FROM a");
    const { notices } = await read(shop, { tables: { include: ["wrong"] } });
    await shop.run("DROP VIEW wrong");
    expect(notices).toContain("public.wrong: cannot be read (PostgreSQL error 22P02)");
  });
});

describe.skipIf(postgresServer === undefined)("PostgreSQL data [needs PostgreSQL]", () => {
  test("of every type is read as text", async () => {
    const db = await temporaryPostgres();
    try {
      const types = await db.run(`SELECT format_type(oid, NULL) FROM pg_type WHERE typtype IN ('b', 'r', 'm')
        AND typnamespace = 'pg_catalog'::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_type e WHERE e.oid = pg_type.typelem AND e.typtype IN ('c', 'p')) AND typname NOT IN ('gtsvector', 'pg_node_tree',
        'pg_ndistinct', 'pg_dependencies', 'pg_mcv_list', 'pg_brin_bloom_summary', 'pg_brin_minmax_multi_summary') ORDER BY oid`);
      const names = types.map(([name]) => String(name));
      expect(names.length).toBeGreaterThan(100);
      await db.run(`CREATE TABLE t (${names.map((name, index) => `c${index} ${name}`).join(", ")});
        INSERT INTO t DEFAULT VALUES;
        CREATE TABLE v (n numeric, big bigint, real real, nan double precision, at timestamptz, span interval, j json, u uuid,
          ip inet, flag boolean, range int4range, point point, cash numeric(10, 2), b bit(3), x xml);
        INSERT INTO v VALUES (12345678901234567890.5, 9223372036854775807, 0.1, 'NaN', '2024-01-02 03:04:05+02', '1 day 2 hours',
          '{"b":1}', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '10.0.0.1/8', true, '[1,5)', '(1,2)', 1.50, B'101', '<a/>')`);
      const { contents, notices, tables } = await read(db);
      expect(notices).toEqual([]);
      expect(tables[0]?.columns).toHaveLength(names.length);
      const row = [...contents].filter(([id]) => id.startsWith("public/v/")).map(([, content]) => JSON.parse(content));
      expect(row).toEqual([
        ...["12345678901234567890.5", "9223372036854775807", "0.1", "NaN", "2024-01-02 01:04:05+00", "P1DT2H", "1"],
        ...["a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "10.0.0.1/8", "true", "[1,5)", "(1,2)", "1.50", "101", "<a/>"],
      ]);
    } finally {
      await db.drop();
    }
  });

  test.each([
    ["LATIN1", '"ä"', []],
    ["SQL_ASCII", '"a\uFFFD"', ["public.t.v: 1 value has characters that are not valid in the encoding"]],
  ])("in the encoding %s is converted, and what cannot be is told", async (encoding, content, expected) => {
    const db = await temporaryPostgres(`ENCODING '${encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`);
    try {
      await db.run("CREATE TABLE t (v text)");
      await db.run(
        encoding === "LATIN1"
          ? "INSERT INTO t VALUES ('ä')"
          : "SET client_encoding = 'SQL_ASCII'; INSERT INTO t VALUES (E'a\\xe4')",
      );
      const { contents, notices } = await read(db);
      expect(contents.get("public/t/v")).toBe(content);
      expect(notices).toEqual(expected);
    } finally {
      await db.drop();
    }
  });

  test("in thousands of tables is read without holding more locks than a server has room for", async () => {
    // A server has room for about 6,400 locks. WCT_TEST_TABLES=10000 creates more tables than that.
    const tables = Number(process.env["WCT_TEST_TABLES"] ?? 1500);
    const db = await temporaryPostgres();
    try {
      await db.run("SET synchronous_commit = off");
      for (let from = 1; from <= tables; from += 1000) {
        await db.run(`DO $$ BEGIN FOR i IN ${from}..${Math.min(from + 999, tables)} LOOP
          EXECUTE format('CREATE TABLE t%s (id int)', i); END LOOP; END $$`);
      }
      const production = extract(db);
      for (let read = 0; read < tables; read++) await production.next();
      const locks = await db.run(
        "SELECT count(*) FROM pg_locks WHERE relation IN (SELECT oid FROM pg_class WHERE relname ~ '^t[0-9]')",
      );
      const { rest } = await collect(production);
      expect([rest.summary["tables"], rest.limits.notices, locks]).toEqual([tables, [], [["0"]]]);
    } finally {
      await db.drop();
    }
  }, 60_000);

  test("of a large table is sampled without a scan, and its number of rows is an estimate", async () => {
    const db = await temporaryPostgres();
    try {
      await db.run(`SET synchronous_commit = off; CREATE TABLE big (id int PRIMARY KEY, pad text);
        INSERT INTO big SELECT i, repeat('x', 300) FROM generate_series(1, 120000) i; ANALYZE big`);
      const scanned = async () => {
        await db.run("SELECT pg_stat_force_next_flush()").catch(() => []);
        const [row = []] = await db.run(`SELECT seq_tup_read, heap_blks_read + heap_blks_hit FROM pg_stat_user_tables
          JOIN pg_statio_user_tables USING (relid) WHERE relid = 'big'::regclass`);
        return { rows: Number(row[0]), blocks: Number(row[1]) };
      };
      const [[pages] = []] = await db.run("SELECT relpages FROM pg_class WHERE relname = 'big'");
      const before = await scanned();
      for (const sampling of ["first", "tablesample", "random"]) {
        const { contents, notices, tables } = await read(db, { sampling, max_rows_per_table: 100, seed: 3 });
        const again = await read(db, { sampling, max_rows_per_table: 100, seed: 3 });
        expect(again.contents).toEqual(contents);
        expect(contents.get("public/big/id")?.split("\n")).toHaveLength(100);
        expect(notices[0]).toMatch(
          /^public\.big: only (the first 100 of about 120,000 rows|100 random rows of about 120,000) were read/,
        );
        expect(tables[0]).toMatchObject({ rows_estimated: true });
      }
      const after = await scanned();
      expect(after.rows - before.rows).toBeLessThan(120_000 / 10);
      expect(after.blocks - before.blocks).toBeLessThan(Number(pages) / 4);
    } finally {
      await db.drop();
    }
  });
});
