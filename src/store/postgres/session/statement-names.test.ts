import { expect, test } from "vitest";
import { StatementNames } from "./statement-names.ts";

test("a statement gets a name of its own when it is used again and again", () => {
  const names = new StatementNames();
  expect(["a", "a", "a", "a", "b", "b", "b"].map((sql) => names.of(sql))).toEqual([
    ...[undefined, undefined, "wct_0", "wct_0"],
    ...[undefined, undefined, "wct_1"],
  ]);
});

test("the server is not made to keep any number of statements, nor one that is very long", () => {
  const names = new StatementNames();
  const named = Array.from({ length: 200 }, (_, i) => ["", "", ""].map(() => names.of(`SELECT ${i}`)).at(-1));
  expect(named.filter((name) => name !== undefined)).toHaveLength(60);
  const long = `SELECT ${"1, ".repeat(10_000)}1`;
  expect([long, long, long, long].map((sql) => new StatementNames().of(sql))).not.toContain("wct_0");
});
