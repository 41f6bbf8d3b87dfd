/*
 * Reads dumps of databases in SQL: what pg_dump, mysqldump and the shell of SQLite write.
 *
 * Start at read-dump.ts; lexer.ts cuts the text into tokens, dump.ts describes what comes out.
 * Must not know: files, and which rows of a table are kept.
 */

export { isPgArchive, readDumpHead } from "./dialect.ts";
export {
  binaryCell,
  type DumpCell,
  type DumpColumn,
  type DumpListener,
  type DumpName,
  type DumpProblem,
  type DumpTable,
  dumpKey,
} from "./dump.ts";
export type { SqlDialect } from "./lexer.ts";
export { type DumpOptions, readDump } from "./read-dump.ts";
