import type { Cell, RowsRead } from "../databases/index.ts";
import type { PostgresTable } from "./catalogue.ts";
import type { PostgresConfig } from "./config.ts";
import { firstRows, fromOf, hashedRows, type PostgresRowQuery, sampledRows } from "./sampling.ts";
import { type PostgresRow, quoted } from "./sql.ts";

/** Runs statements that may fail without ending the transaction. */
export type Ask = (sql: string, onRow?: (row: PostgresRow) => void) => Promise<readonly PostgresRow[]>;

interface Reading {
  readonly ask: Ask;
  readonly config: PostgresConfig;
  readonly table: PostgresTable;
  /** Positions of the columns to read. */
  readonly columns: readonly number[];
  readonly onRow: (cells: readonly Cell[]) => void;
}

/** Reads the chosen rows of a table or view, and tells how many rows it has. */
export async function readRows(reading: Reading): Promise<RowsRead> {
  const { config, table } = reading;
  const canSample = table.relation !== "v" && table.relation !== "f";
  const size = canSample && config.sampling !== "first" ? await sizeOf(reading) : 0;
  if (size > wholeAtMost) return readSample(reading);
  const isHashed = canSample && config.sampling !== "first";
  const query = queryOf(reading, config.max_rows_per_table + 1);
  const { read, hasMore } = await readAtMost(reading, isHashed ? hashedRows(query) : firstRows(query));
  const which = isHashed ? "random" : "first";
  if (!hasMore) return { total: read, isEstimated: false, hasMore, which };
  return { ...(await totalOf(reading, read + 1)), hasMore, which };
}

/** Tables of at most this number of bytes are counted, and read in full to choose rows. */
const wholeAtMost = 32 * 1024 * 1024;

function queryOf({ table, columns, config }: Reading, rows: number): PostgresRowQuery {
  return { table, cells: columns.map((index) => cellOf(table, index, config.max_cell_chars)), seed: config.seed, rows };
}

// SQL limits what is read: nothing of a binary value, and of a text one character more than allowed.
function cellOf({ described, access }: PostgresTable, index: number, most: number): string {
  const name = quoted(described.columns[index]?.name ?? "");
  if (access[index] === "binary") return `CASE WHEN ${name} IS NOT NULL THEN '' END`;
  return `pg_catalog.left(${name}::pg_catalog.text, ${most + 1})`;
}

const binary = new Uint8Array();

async function readAtMost(
  { ask, table, columns, config, onRow }: Reading,
  sql: string,
): Promise<{ readonly read: number; readonly hasMore: boolean }> {
  const isBinary = columns.map((index) => table.access[index] === "binary");
  const hasBinary = isBinary.includes(true);
  let read = 0;
  let hasMore = false;
  await ask(sql, (row) => {
    hasMore = read === config.max_rows_per_table;
    if (hasMore) return;
    read += 1;
    onRow(hasBinary ? row.map((cell, index) => (cell !== null && isBinary[index] ? binary : cell)) : row);
  });
  return { read, hasMore };
}

/** Returns the bytes of a table with its partitions, without those of indexes and long values. */
async function sizeOf({ ask, table: { oid, relation } }: Reading): Promise<number> {
  const sql =
    relation === "p"
      ? `SELECT sum(pg_catalog.pg_relation_size(relid)) FROM pg_catalog.pg_partition_tree(${oid}) WHERE isleaf`
      : `SELECT pg_catalog.pg_relation_size(${oid})`;
  const [row] = await ask(sql);
  return Number(row?.[0] ?? 0);
}

type Total = Pick<RowsRead, "total" | "isEstimated">;

/** Counts the rows of a small table. A large one is not scanned: its number of rows is the server's estimate. */
async function totalOf(reading: Reading, atLeast: number): Promise<Total> {
  const { ask, table } = reading;
  if (table.relation === "v" || table.relation === "f") return { total: null, isEstimated: false };
  if ((await sizeOf(reading)) <= wholeAtMost) {
    const [row] = await ask(`SELECT count(*) FROM ${fromOf(table)}`);
    return { total: Number(row?.[0]), isEstimated: false };
  }
  return { total: Math.max(await estimateOf(reading), atLeast), isEstimated: true };
}

/** Returns the estimate of the statistics, or of the planner if there are none. */
async function estimateOf({ ask, table }: Reading): Promise<number> {
  const known = table.described.rows;
  if (known !== null && known > 0) return known;
  const [row] = await ask(`EXPLAIN (FORMAT JSON) SELECT 1 FROM ${fromOf(table)}`);
  return Number(/"Plan Rows": (\d+)/.exec(row?.[0] ?? "")?.[1] ?? 0);
}

/** How many times as many rows as wanted are drawn. Rows of one page are alike, so `random` draws more of them. */
const drawn = { tablesample: 1.5, random: 10 } as const;

async function readSample(reading: Reading): Promise<RowsRead> {
  const { config } = reading;
  const total = Math.max(await estimateOf(reading), 1);
  const factor = config.sampling === "random" ? drawn.random : drawn.tablesample;
  const percent = Math.min(100, ((config.max_rows_per_table * factor) / total) * 100);
  // A row more than wanted is not asked for: the table is known to have more.
  const { read } = await readAtMost(reading, sampledRows(queryOf(reading, config.max_rows_per_table), percent));
  return { total: Math.max(total, read), isEstimated: true, hasMore: true, which: "random" };
}
