import type { DatabaseSync } from "node:sqlite";
import { type Cell, type ColumnSample, gatherRows } from "../databases/index.ts";
import type { RowChoice } from "./sampling.ts";
import { quoted, rowsOf, type SqlRow, type SqlValue } from "./sql.ts";
import { type ListedTable, primaryKey } from "./structure.ts";

interface ReadOptions {
  readonly table: ListedTable;
  readonly columns: readonly string[];
  readonly choice: RowChoice;
  readonly maxCellChars: number;
  readonly signal: AbortSignal;
}

/** Reads the chosen rows of a table. Returns one sample per column, in order. */
export function sampleColumns(db: DatabaseSync, options: ReadOptions): ColumnSample[] {
  const gathered = gatherRows(options.columns, options.maxCellChars);
  for (const row of chosenRows(db, options)) {
    options.signal.throwIfAborted();
    gathered.add(row.map(cellFrom));
  }
  return gathered.done();
}

const cellFrom = (value: SqlValue): Cell => (value === null || value instanceof Uint8Array ? value : String(value));

// SQL limits what is read: nothing of a blob, and of a text one character more than allowed.
const cellOf = (name: string, most: number): string =>
  `CASE typeof(${quoted(name)}) WHEN 'blob' THEN x'' WHEN 'text' THEN substr(${quoted(name)}, 1, ${most + 1}) ELSE ${quoted(name)} END`;

function chosenRows(db: DatabaseSync, options: ReadOptions): Generator<SqlRow, void, void> {
  const { table, columns, choice } = options;
  const from = quoted(table.name);
  const cells = columns.map((name) => cellOf(name, options.maxCellChars));
  const key = orderOf(db, table, columns);
  const order = key.length === 0 ? "" : `ORDER BY ${key.join(", ")}`;
  if (choice.kind === "leading")
    return rowsOf(db, `SELECT ${cells.join(", ")} FROM ${from} ${order} LIMIT ?`, choice.rows);
  const positions = JSON.stringify(choice.positions);
  const chosen = "position IN (SELECT value FROM json_each(?))";
  if (table.hasRowid && key[0] !== undefined) {
    const numbered = `SELECT ${key[0]} AS id, row_number() OVER (${order}) - 1 AS position FROM ${from}`;
    const ids = `SELECT id FROM (${numbered}) WHERE ${chosen}`;
    return rowsOf(db, `SELECT ${cells.join(", ")} FROM ${from} WHERE ${key[0]} IN (${ids}) ${order}`, positions);
  }
  const named = cells.map((cell, index) => `${cell} AS c${index}`);
  const numbered = `SELECT ${named.join(", ")}, row_number() OVER (${order}) - 1 AS position FROM ${from}`;
  const names = columns.map((_, index) => `c${index}`).join(", ");
  return rowsOf(db, `SELECT ${names} FROM (${numbered}) WHERE ${chosen} ORDER BY position`, positions);
}

/**
 * Returns the columns that give a table's rows a stable order: its row id, under a name that no column uses, or its
 * key.
 */
function orderOf(db: DatabaseSync, table: ListedTable, columns: readonly string[]): string[] {
  if (!table.hasRowid) return primaryKey(db, table.name).map(quoted);
  const taken = new Set(columns.map((name) => name.toLowerCase()));
  const free = ["rowid", "_rowid_", "oid"].find((name) => !taken.has(name));
  return free === undefined ? [] : [free];
}
