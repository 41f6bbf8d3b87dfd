/*
 * Evaluates the fields of structured files and of values inside columns, as columns of a record.
 *
 * Start at file-fields.ts; records.ts tells which record holds a field, value-keys.ts hides keys that are values.
 * Must not know: how formats are read, and how texts are searched.
 */

export { FieldsOfColumns } from "./column-fields.ts";
export { type FieldCandidates, FileFields } from "./file-fields.ts";
