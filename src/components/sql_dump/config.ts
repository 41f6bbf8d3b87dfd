import * as z from "zod";
import { file, type OutputOf } from "../../plugin/index.ts";
import { rowProperties } from "../databases/index.ts";
import { isKnownEncoding } from "../encoding-names.ts";

const { tables, max_rows_per_table, ...furtherProperties } = rowProperties({
  rows: 10_000_000,
  seed: 4_294_967_295,
});

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
  tables,
  max_rows_per_table,
  sampling: z
    .enum(["first", "random"])
    .default("first")
    .describe("Which rows, when there are more: the first ones, or random ones of all"),
  ...furtherProperties,
});

export type SqlDumpConfig = OutputOf<typeof sqlDumpConfig>;
