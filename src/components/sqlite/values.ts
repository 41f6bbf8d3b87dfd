import type { DatabaseSync } from "node:sqlite";
import type { StandardInputItem } from "../../plugin/index.ts";
import type { RowChoice } from "./sampling.ts";
import { quoted, rowsOf, type SqlRow, type SqlValue } from "./sql.ts";
import { type ListedTable, primaryKey } from "./structure.ts";

/** The sampled values of one column. */
export interface ColumnSample {
  readonly content: string;
  readonly sample: Omit<NonNullable<StandardInputItem["sample"]>, "type" | "rows_total">;
  /** Number of values left out because they are binary. */
  readonly blobs: number;
  /** Number of values that were cut. */
  readonly cut: number;
  /** Whether the sample ended early because it reached the length limit. */
  readonly isFull: boolean;
}

// Limits the size of one item, regardless of the configuration.
const longestContent = 16 * 1024 * 1024;

interface Gathered {
  readonly counts: Map<string, number>;
  length: number;
  rows: number;
  nonNull: number;
  blobs: number;
  cut: number;
  isFull: boolean;
}

interface ReadOptions {
  readonly table: ListedTable;
  readonly columns: readonly string[];
  readonly choice: RowChoice;
  readonly maxCellChars: number;
  readonly signal: AbortSignal;
}

/** Reads the chosen rows of a table. Returns one sample per column, in order. */
export function sampleColumns(db: DatabaseSync, options: ReadOptions): ColumnSample[] {
  const gathered = options.columns.map(
    (): Gathered => ({ counts: new Map(), length: 0, rows: 0, nonNull: 0, blobs: 0, cut: 0, isFull: false }),
  );
  for (const row of chosenRows(db, options)) {
    options.signal.throwIfAborted();
    for (const [index, column] of gathered.entries()) gather(column, row[index] ?? null, options.maxCellChars);
  }
  return gathered.map((column) => ({
    content: [...column.counts.keys()].map((value) => JSON.stringify(value)).join("\n"),
    sample: {
      rows_read: column.rows,
      non_null: column.nonNull,
      distinct: column.counts.size,
      counts: [...column.counts.values()],
    },
    blobs: column.blobs,
    cut: column.cut,
    isFull: column.isFull,
  }));
}

function gather(column: Gathered, cell: SqlValue, most: number): void {
  if (column.isFull) return;
  column.rows += 1;
  if (cell === null) return;
  column.nonNull += 1;
  if (cell instanceof Uint8Array) {
    column.blobs += 1;
    return;
  }
  const whole = String(cell);
  const value = whole.length > most ? whole.slice(0, most).toWellFormed() : whole.toWellFormed();
  if (whole.length > most) column.cut += 1;
  const seen = column.counts.get(value);
  column.counts.set(value, (seen ?? 0) + 1);
  if (seen === undefined) column.length += value.length;
  column.isFull = column.length > longestContent;
}

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
