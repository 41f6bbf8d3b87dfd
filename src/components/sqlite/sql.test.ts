import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { isSqliteError, reasonOf } from "./sql.ts";

/** Returns the reported reason for the error of a statement. */
function reasonFor(sql: string): string {
  using db = new DatabaseSync(":memory:");
  db.exec(
    "CREATE TABLE t (a); INSERT INTO t VALUES ('hunter2'); ALTER TABLE t ADD COLUMN b AS (json_extract('{}', a))",
  );
  try {
    db.prepare(sql).all();
  } catch (error) {
    if (isSqliteError(error)) return reasonOf(error);
  }
  return expect.fail("SQLite has nothing against it");
}

test.each([
  ["SELECT soundslike(a) FROM t", "no such function: soundslike"],
  ["SELECT * FROM main.gone", "no such table: gone"],
  ["SELECT c FROM t", "no such column: c"],
  ["SELECT abs(1, 2) FROM t", "wrong number of arguments to function abs()"],
])("a cause that lies in the schema is named: %s", (sql, reason) => {
  expect(reasonFor(sql)).toBe(reason);
});

test("a message that quotes a row gives way to the fixed text of its code", () => {
  expect(reasonFor("SELECT b FROM t")).toBe("SQL logic error");
});

test("of a schema that cannot be parsed the object is named, and the cause where it quotes no row", () => {
  const of = (message: string) => reasonOf(Object.assign(new Error(message), { errcode: 11, errstr: "malformed" }));
  expect(of("malformed database schema (v) - no such module: m")).toBe(
    "malformed database schema (v): no such module: m",
  );
  expect(of("malformed database schema (v) - something: 'hunter2'")).toBe("malformed database schema (v)");
  expect(of(`no such table: ${"x".repeat(300)}`)).toHaveLength(201);
});

test("a value in double quotes, which SQLite takes for the name of a column, is not in the reason", () => {
  const of = (message: string) =>
    reasonOf(Object.assign(new Error(message), { errcode: 1, errstr: "SQL logic error" }));
  expect(of('no such column: "Zora Quell"')).toBe("SQL logic error");
  expect(of("no such column: Zora Quell")).toBe("SQL logic error");
  expect(of('error in view vw: no such column: "Zora"')).toBe("error in view vw");
  expect(of('near "Zora Quell": syntax error')).toBe("SQL logic error");
  expect(of("no such table: main.orders")).toBe("no such table: orders");
  expect(of("no such column: größe")).toBe("no such column: größe");
});
