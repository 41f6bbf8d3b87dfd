/*
 * The connector of dumps in SQL.
 *
 * Start at extract.ts; samples.ts keeps rows of each table, structure.ts describes tables.
 * Must not know: how SQL is parsed, and any layer except the contract in ../../plugin and the readers in ../../formats.
 */

export { sqlDump } from "./sql-dump.ts";
