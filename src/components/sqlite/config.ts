import * as z from "zod";
import { file, type OutputOf } from "../../plugin/index.ts";

const globs = z.array(z.string().min(1)).default([]);

/** Configuration of the SQLite connector. */
export const sqliteConfig = z.strictObject({
  database_path: file({ beside: ["-wal", "-journal"] }).describe("The database file"),
  tables: z
    .strictObject({
      include: globs.describe("Read only tables whose name matches one of these globs"),
      exclude: globs.describe("Skip tables whose name matches one of these globs"),
    })
    .prefault({})
    .describe("Which tables to read; all by default"),
  max_rows_per_table: z.number().int().min(1).default(1000).describe("Maximum number of rows to read from each table"),
  sampling: z
    .enum(["first", "stride", "random"])
    .default("first")
    .describe("Which rows, when there are more: the first ones, evenly spread ones, or random ones"),
  seed: z
    .number()
    .int()
    .min(0)
    .max(4_294_967_295)
    .default(1)
    .describe("Seed of random sampling: the same seed selects the same rows"),
  schema_only: z.boolean().default(false).describe("Read only names, types and keys, no values"),
  max_cell_chars: z.number().int().min(1).max(16_777_216).default(16_384).describe("Longer values are cut"),
});

export type SqliteConfig = OutputOf<typeof sqliteConfig>;
