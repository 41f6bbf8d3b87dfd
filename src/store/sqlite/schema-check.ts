import { DatabaseSync } from "node:sqlite";
import { applicationId, migrations } from "./migrations.ts";

/** Each table's definition as SQLite parses it, in a form that can be compared. */
type Definitions = ReadonlyMap<string, string>;

/**
 * Returns the damage of the definitions in a store's database, one sentence each. A definition is text that SQLite
 * parses for every connection, so a flipped bit can rename a column. Throws the errors of SQLite.
 */
export function schemaDamage(database: DatabaseSync): readonly string[] {
  const version = Number(firstValue(database, "PRAGMA user_version"));
  const made = expected(version);
  const found = definitionsIn(database);
  const names = new Set([...made.keys(), ...found.keys()]);
  const wrong = [...names].filter((name) => made.get(name) !== found.get(name)).toSorted();
  const isMarked = firstValue(database, "PRAGMA application_id") === applicationId;
  return [
    ...(isMarked ? [] : ["the database: it is not marked as a store of wct"]),
    ...wrong.map(
      (name) => `the database: table ${JSON.stringify(name)} is not defined as version ${version} defines it`,
    ),
  ];
}

function expected(version: number): Definitions {
  const database = new DatabaseSync(":memory:");
  try {
    for (const step of migrations.slice(0, version)) database.exec(step);
    return definitionsIn(database);
  } finally {
    database.close();
  }
}

/** Compares parsed definitions and not their text, because versions of SQLite may write it differently. */
function definitionsIn(database: DatabaseSync): Definitions {
  const tables = database.prepare("PRAGMA main.table_list").all();
  return new Map(
    tables.flatMap(({ name, type, wr, strict }) => {
      if (typeof name !== "string" || /^sqlite_/.test(name)) return [];
      const quoted = `"${name.replaceAll('"', '""')}"`;
      const columns = database.prepare(`PRAGMA table_xinfo(${quoted})`).all();
      const indexes = database.prepare(`PRAGMA index_list(${quoted})`).all();
      const keys = indexes.map((index) =>
        database.prepare(`PRAGMA index_xinfo("${String(index["name"]).replaceAll('"', '""')}")`).all(),
      );
      return [[name, JSON.stringify({ type, wr, strict, columns, indexes, keys })] as const];
    }),
  );
}

const firstValue = (database: DatabaseSync, sql: string): unknown =>
  Object.values(database.prepare(sql).get() ?? {})[0];
