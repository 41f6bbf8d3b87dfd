import { expect, test } from "vitest";
import { environmentDatabases, freeVariable, variableWith } from "./environment.ts";

const env = (values: Readonly<Record<string, string>>) => new Map(Object.entries(values));

test("variables with the address of a database are told without their values", () => {
  const found = environmentDatabases(
    env({ DATABASE_URL: "postgres://ada:secret@db/shop", MYSQL_URL: "mysql://db/crm", POSTGRES_URL: "redis://db/0" }),
  );
  expect(found.map(({ path }) => path)).toEqual(["DATABASE_URL", "MYSQL_URL"]);
  expect(found[0]?.reason).toBe('the address of a PostgreSQL database; name "$DATABASE_URL" as a path to read it');
  expect(JSON.stringify(found)).not.toMatch(/secret|shop|crm/);
});

test("the variables of psql are told if there is no address", () => {
  const psql = { PGHOST: "db.example.org", PGDATABASE: "shop", PGUSER: "ada", PGPASSWORD: "secret" };
  expect(environmentDatabases(env(psql))).toEqual([
    {
      path: "PGDATABASE",
      reason: 'the name of a PostgreSQL database; name "postgres://$PGUSER@$PGHOST/$PGDATABASE" as a path to read it',
    },
  ]);
  expect(environmentDatabases(env({ ...psql, PGHOST: "/var/run/postgresql" }))).toEqual([]);
  expect(environmentDatabases(env({ ...psql, DATABASE_URL: "mysql://db/crm" })).map(({ path }) => path)).toEqual([
    "DATABASE_URL",
  ]);
});

test("an address that the shell took from a variable keeps its variable", () => {
  const values = env({ A_URL: "mysql://db/a", DATABASE_URL: "mysql://db/a", _: "mysql://db/b", "B-1": "mysql://db/b" });
  expect(variableWith(values, "mysql://db/a")).toBe("DATABASE_URL");
  expect(variableWith(values, "mysql://db/b")).toBeUndefined();
});

test("a new variable is none that is set or taken", () => {
  expect(freeVariable(env({}), new Set())).toBe("DATABASE_URL");
  expect(freeVariable(env({ DATABASE_URL_2: "" }), new Set(["DATABASE_URL"]))).toBe("DATABASE_URL_3");
});
