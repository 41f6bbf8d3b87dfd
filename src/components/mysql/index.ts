/*
 * The connector that reads a MySQL or MariaDB database in one read-only transaction: its structure, and samples of its
 * values.
 *
 * Start at mysql.ts, then extract.ts; catalogue.ts lists tables, read-rows.ts reads them.
 * Must not know: what the data means, and any layer except the contract in ../../plugin.
 */

export { mysql } from "./mysql.ts";
