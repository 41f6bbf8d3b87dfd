import * as z from "zod";
import { file, type OutputOf } from "../../plugin/index.ts";
import { globs } from "../databases/index.ts";
import { isKnownEncoding } from "../encoding-names.ts";

/** Configuration of the connector of SQL dumps. */
export const sqlDumpConfig = z.strictObject({
  path: file().describe(
    "The dump: what pg_dump, mysqldump or the shell of SQLite wrote as SQL, also compressed with gzip or zstd",
  ),
  dialect: z
    .enum(["auto", "postgresql", "mysql", "sqlite"])
    .default("auto")
    .describe("Which database wrote it; auto: told by its first lines. MariaDB's dumps are mysql"),
  database: z
    .string()
    .min(1)
    .optional()
    .describe("Name of the database, if the dump does not tell it; default: the name of the file"),
  encoding: z
    .string()
    .default("auto")
    .refine(isKnownEncoding, "is not an encoding that can be read; write auto, utf-8, windows-1252, ...")
    .describe("auto, or the encoding of the file"),
  tables: z
    .strictObject({
      include: globs.describe("Read only tables and views whose name matches one of these globs"),
      exclude: globs.describe("Skip tables and views whose name matches one of these globs"),
    })
    .prefault({})
    .describe("Which tables and views to read; all by default"),
  max_rows_per_table: z
    .number()
    .int()
    .min(1)
    .max(10_000_000)
    .default(1000)
    .describe("Maximum number of rows to keep of each table"),
  sampling: z
    .enum(["first", "random"])
    .default("first")
    .describe("Which rows, when there are more: the first ones, or random ones of all"),
  seed: z
    .number()
    .int()
    .min(0)
    .max(4_294_967_295)
    .default(1)
    .describe("Seed of random sampling: the same seed and dump select the same rows"),
  schema_only: z.boolean().default(false).describe("Read only names, types, keys and comments, no values"),
  max_cell_chars: z.number().int().min(1).max(16_777_216).default(16_384).describe("Longer values are cut"),
});

export type SqlDumpConfig = OutputOf<typeof sqlDumpConfig>;
