/*
 * Formats elements of a stream as rows of a table that is fitted to a width.
 *
 * Start at element-table.ts; columns.ts chooses and measures the columns.
 * Must not know: where the elements come from.
 */

export { elementColumns } from "./columns.ts";
export { elementRow, elementTable, schemaKeys } from "./element-table.ts";
