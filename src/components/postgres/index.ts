/*
 * The connector that reads a PostgreSQL database in one read-only transaction: its structure, and samples of its values.
 *
 * Start at postgres.ts, then extract.ts; catalogue.ts lists tables, read-rows.ts reads them.
 * Must not know: what the data means, and any layer except the contract in ../../plugin.
 */

export { postgres } from "./postgres.ts";
