import { createHash } from "node:crypto";
import type { MysqlTable } from "./catalogue.ts";
import { quoted } from "./sql.ts";

/** Which rows a query returns, as SQL. */
export interface MysqlRowQuery {
  readonly table: MysqlTable;
  /** The expressions to select. */
  readonly cells: readonly string[];
  readonly seed: number;
  /** Maximum number of rows. */
  readonly rows: number;
}

/** Selects the first rows in the order of the key; without a key in the order of storage. */
export function firstRows({ table, cells, rows }: MysqlRowQuery): string {
  const order = table.order.length === 0 ? "" : ` ORDER BY ${table.order.map(quoted).join(", ")}`;
  return `SELECT ${cells.join(", ")} FROM ${quoted(table.described.name)}${order} LIMIT ${rows}`;
}

/** Selects rows by a hash of their key, or of all values, which depends on the seed. Reads the whole table. */
export function hashedRows({ table, cells, seed, rows }: MysqlRowQuery): string {
  const { name, columns } = table.described;
  const readable = columns.filter((_, index) => table.access[index] !== "denied").map((column) => column.name);
  const key = (table.order.length > 0 ? table.order : readable).map(quoted);
  const texts = key.map((column) => `COALESCE(CAST(${column} AS CHAR), '')`);
  const hash = `MD5(CONCAT_WS(',', ${[seed, ...texts].join(", ")}))`;
  return `SELECT ${cells.join(", ")} FROM ${quoted(name)} ORDER BY ${[hash, ...key].join(", ")} LIMIT ${rows}`;
}

/** Number of runs of rows that are read of a large table. */
const blocks = 50;

interface KeyRange {
  readonly low: bigint;
  readonly high: bigint;
  readonly seed: number;
  readonly table: string;
}

/** Chooses where runs of rows start: distinct values of the key, ascending. Depends only on the arguments. */
export function blockStarts({ low, high, seed, table }: KeyRange): readonly bigint[] {
  const width = high - low + 1n;
  const starts = Array.from({ length: blocks }, (_, index) => {
    const hash = createHash("sha256")
      .update(JSON.stringify([seed, table, index]))
      .digest()
      .readBigUInt64BE();
    return low + (hash * width) / 2n ** 64n;
  });
  return [...new Set(starts)].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Selects a run of rows from each start up to the next one, through the index of the key. */
export function rowsInBlocks({ table, cells, rows }: MysqlRowQuery, key: string, starts: readonly bigint[]): string {
  const column = quoted(key);
  const each = Math.ceil(rows / starts.length);
  const runs = starts.map((start, index) => {
    const next = starts[index + 1];
    const end = next === undefined ? "" : ` AND ${column} < ${next}`;
    const from = `FROM ${quoted(table.described.name)} WHERE ${column} >= ${start}${end}`;
    return `(SELECT ${cells.join(", ")} ${from} ORDER BY ${column} LIMIT ${each})`;
  });
  return `${runs.join(" UNION ALL ")} LIMIT ${rows}`;
}
