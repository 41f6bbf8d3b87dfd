import * as z from "zod";
import { file, type OutputOf } from "../../plugin/index.ts";
import { rowProperties } from "../databases/index.ts";

const { tables, max_rows_per_table, ...furtherProperties } = rowProperties({
  rows: Number.MAX_SAFE_INTEGER,
  seed: 4_294_967_295,
});

/** Configuration of the SQLite connector. */
export const sqliteConfig = z.strictObject({
  database_path: file({ beside: ["-wal", "-journal"] }).describe("The database file"),
  tables,
  max_rows_per_table,
  sampling: z
    .enum(["first", "stride", "random"])
    .default("first")
    .describe("Which rows, when there are more: the first ones, evenly spread ones, or random ones"),
  ...furtherProperties,
});

export type SqliteConfig = OutputOf<typeof sqliteConfig>;
