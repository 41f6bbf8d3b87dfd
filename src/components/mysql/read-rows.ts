import type { Connection } from "mysql2";
import type { Cell, RowsRead } from "../databases/index.ts";
import type { MysqlTable } from "./catalogue.ts";
import type { MysqlConfig } from "./config.ts";
import { blockStarts, firstRows, hashedRows, type RowQuery, rowsInBlocks } from "./sampling.ts";
import { quoted, rowsOf, run } from "./sql.ts";

interface Reading {
  readonly connection: Connection;
  readonly config: MysqlConfig;
  readonly table: MysqlTable;
  /** Positions of the columns to read. */
  readonly columns: readonly number[];
  readonly onRow: (cells: readonly Cell[]) => void;
}

/** Tables of at most this number of bytes are counted, and read in full to choose rows. */
const wholeAtMost = 32 * 1024 * 1024;

/** Reads the chosen rows of a table or view, and tells how many rows it has. */
export async function readRows(reading: Reading): Promise<RowsRead> {
  const { config, table } = reading;
  const isRandom = config.sampling === "random" && table.described.kind === "table";
  if (isRandom && table.bytes > wholeAtMost) {
    const sampled = await readBlocks(reading);
    if (sampled !== null) return sampled;
  }
  const isHashed = isRandom && table.bytes <= wholeAtMost;
  const query = queryOf(reading, config.max_rows_per_table + 1);
  const { read, hasMore } = await readAtMost(reading, isHashed ? hashedRows(query) : firstRows(query));
  const which = isHashed ? "random" : "first";
  if (!hasMore) return { total: read, isEstimated: false, hasMore, which };
  return { ...(await totalOf(reading, read + 1)), hasMore, which };
}

function queryOf({ table, columns, config }: Reading, rows: number): RowQuery {
  return { table, cells: columns.map((index) => cellOf(table, index, config.max_cell_chars)), seed: config.seed, rows };
}

// SQL limits what is read: nothing of a binary value, and of a text one character more than allowed.
function cellOf({ described, access, dataTypes }: MysqlTable, index: number, most: number): string {
  const name = quoted(described.columns[index]?.name ?? "");
  if (access[index] === "binary") return `IF(${name} IS NULL, NULL, '')`;
  return `LEFT(CAST(${dataTypes[index] === "bit" ? `${name} + 0` : name} AS CHAR), ${most + 1})`;
}

const binary = new Uint8Array();

async function readAtMost(
  { connection, table, columns, config, onRow }: Reading,
  sql: string,
): Promise<{ readonly read: number; readonly hasMore: boolean }> {
  const isBinary = columns.map((index) => table.access[index] === "binary");
  let read = 0;
  let hasMore = false;
  await run(connection, sql, (row) => {
    hasMore = read === config.max_rows_per_table;
    if (hasMore) return;
    read += 1;
    onRow(row.map((cell, index) => (cell !== null && isBinary[index] ? binary : cell)));
  });
  return { read, hasMore };
}

/** Counts the rows of a small table. A large one is not scanned: its number of rows is the server's estimate. */
async function totalOf(
  { connection, table: { described, bytes } }: Reading,
  atLeast: number,
): Promise<Pick<RowsRead, "total" | "isEstimated">> {
  if (described.kind === "view") return { total: null, isEstimated: false };
  if (bytes <= wholeAtMost) {
    const [row] = await rowsOf(connection, `SELECT count(*) FROM ${quoted(described.name)}`);
    return { total: Number(row?.[0]), isEstimated: false };
  }
  return { total: Math.max(described.rows ?? 0, atLeast), isEstimated: true };
}

const integerType = /^(tiny|small|medium|big)?int$/;

/** Reads short runs of rows at random positions of an integer key. Returns null if the table has none. */
async function readBlocks(reading: Reading): Promise<RowsRead | null> {
  const { connection, config, table } = reading;
  const [key] = table.order;
  const type = table.dataTypes[table.described.columns.findIndex(({ name }) => name === key)] ?? "";
  if (key === undefined || !integerType.test(type)) return null;
  const column = quoted(key);
  const [ends] = await rowsOf(connection, `SELECT min(${column}), max(${column}) FROM ${quoted(table.described.name)}`);
  if (ends?.[0] == null || ends[1] == null) return null;
  const starts = blockStarts({
    low: BigInt(ends[0]),
    high: BigInt(ends[1]),
    seed: config.seed,
    table: table.described.name,
  });
  const query = queryOf(reading, config.max_rows_per_table);
  const { read } = await readAtMost(reading, rowsInBlocks(query, key, starts));
  const total = Math.max(table.described.rows ?? 0, read);
  return { total, isEstimated: true, hasMore: true, which: "random" };
}
