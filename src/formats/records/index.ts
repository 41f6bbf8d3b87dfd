/*
 * Readers of records with fields: tables, JSON, XML, logs and other texts with a structure.
 *
 * Start at forms.ts, which decides the form of a text. table.ts is shared with sheets of documents, collector.ts holds
 * the values of each field, header.ts decides whether a table has a header.
 * Must not know: rules and recognisers, bytes and encodings. A reader gets text and gives fields.
 */

export { FieldCollector } from "./collector.ts";
export { openRecords } from "./forms.ts";
export { partsOf } from "./map-keys.ts";
export type { RecordReader } from "./record-reader.ts";
export { readTable, type TablePlace, type TableReader } from "./table.ts";
