/*
 * Tables: rows and cells of texts with any delimiter, and the header of any table.
 *
 * Start at table.ts, which sheets of documents share, then csv.ts. dialect.ts finds the delimiter, header.ts the header.
 * Must not know: rules, other forms of records, bytes and encodings.
 */

export { csv } from "./csv.ts";
export { readTable, type TablePlace, type TableReader } from "./table.ts";
