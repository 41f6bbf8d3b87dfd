/*
 * Readers of records with fields: tables, JSON, XML, logs and other texts with a structure.
 *
 * Start at forms.ts, which decides the form of a text. tables/ is shared with sheets of documents, collector.ts holds the
 * values of each field.
 * Must not know: rules and recognisers, bytes and encodings. A reader gets text and gives fields.
 */

export { FieldCollector } from "./collector.ts";
export { openRecords } from "./forms.ts";
export { type CellField, CellFields, isJsonLike } from "./json/index.ts";
export { partsOf } from "./map-keys.ts";
export { isPersonName } from "./person-name.ts";
export type { RecordReader } from "./record-reader.ts";
export { readTable, type TablePlace, type TableReader } from "./tables/index.ts";
