import type { PostgresTable } from "./catalogue.ts";
import { quoted } from "./sql.ts";

/** Which rows a query returns, as SQL. */
export interface PostgresRowQuery {
  readonly table: PostgresTable;
  /** The expressions to select. */
  readonly cells: readonly string[];
  readonly seed: number;
  /** Maximum number of rows. */
  readonly rows: number;
}

/** The table as it is written after FROM. A table's rows do not include those of tables that inherit from it. */
export function fromOf({ relation, described: { schema, name } }: PostgresTable): string {
  return `${relation === "r" ? "ONLY " : ""}${quoted(schema ?? "")}.${quoted(name)}`;
}

/** Selects the first rows in the order of the key; without a key in the order of storage. */
export function firstRows({ table, cells, rows }: PostgresRowQuery): string {
  const order = table.order.length === 0 ? "" : ` ORDER BY ${table.order.map(quoted).join(", ")}`;
  return `SELECT ${cells.join(", ")} FROM ${fromOf(table)}${order} LIMIT ${rows}`;
}

/** Selects rows by a hash of their key, which depends on the seed. Reads the whole table. */
export function hashedRows(query: PostgresRowQuery): string {
  return hashedFrom(query, fromOf(query.table));
}

/** Selects rows by a hash of their key among the rows of a share of the pages, in percent. Reads only these pages. */
export function sampledRows(query: PostgresRowQuery, percent: number): string {
  const share = percent.toFixed(percentDigits);
  return hashedFrom(query, `${fromOf(query.table)} TABLESAMPLE SYSTEM (${share}) REPEATABLE (${query.seed})`);
}

const percentDigits = 9;

function hashedFrom({ table, cells, seed, rows }: PostgresRowQuery, from: string): string {
  const key = table.order.length > 0 ? table.order.map(quoted) : ["tableoid", "ctid"];
  const text = `pg_catalog.concat_ws(',', ${key.join(", ")}) COLLATE "C"`;
  const hash = `pg_catalog.hashtextextended(${text}, ${seed})`;
  return `SELECT ${cells.join(", ")} FROM ${from} ORDER BY ${[hash, ...key].join(", ")} LIMIT ${rows}`;
}
