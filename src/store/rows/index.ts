/*
 * Reads the rows that databases return, with a check of each value: rows may be damaged. The list of runs has the same
 * columns in every database.
 *
 * Start at rows.ts; run-row.ts reads a row of the list of runs.
 * Must not know: which database the rows come from.
 */

export { bytesOf, bytesOrNull, numberOf, type StoredRow, textOf, textOrNull, wordOf } from "./rows.ts";
export { importedOf, projectionOf } from "./run-row.ts";
