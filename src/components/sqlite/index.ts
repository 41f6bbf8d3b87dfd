/*
 * The connector that reads an SQLite database, read-only: its structure, and samples of its values.
 *
 * Start at sqlite.ts, then extract.ts. open.ts ensures that nothing is written next to the file.
 * Must not know: what the data means, and any layer except the contract in ../../plugin.
 */

export { sqlite } from "./sqlite.ts";
