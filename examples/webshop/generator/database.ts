import { DatabaseSync } from "node:sqlite";
import type { Table } from "./table.ts";

function createStatement({ name, columns, constraints }: Table): string {
  const lines = [...columns.map((column) => `${column.name} ${column.sql}`), ...constraints];
  return `CREATE TABLE ${name} (\n  ${lines.join(",\n  ")}\n) STRICT`;
}

function insertRows(database: DatabaseSync, { name, columns, rows }: Table): void {
  const places = columns.map(() => "?").join(", ");
  const insert = database.prepare(
    `INSERT INTO ${name} (${columns.map((column) => column.name).join(", ")}) VALUES (${places})`,
  );
  for (const row of rows) insert.run(...columns.map((column) => row[column.name] ?? null));
}

/** Writes the tables, in this order, to a new SQLite file; a broken reference between rows is an error of SQLite. */
export function writeDatabase(path: string, tables: readonly Table[]): void {
  const database = new DatabaseSync(path);
  try {
    database.exec("PRAGMA foreign_keys = ON; BEGIN");
    for (const table of tables) {
      database.exec(createStatement(table));
      for (const index of table.indexes) database.exec(index);
      insertRows(database, table);
    }
    database.exec("COMMIT; VACUUM");
  } finally {
    database.close();
  }
}
