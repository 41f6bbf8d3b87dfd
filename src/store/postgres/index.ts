/*
 * A record store in a PostgreSQL database, shared by any number of machines: runs, frames, and content in rows. Liveness
 * of a writer is a lease on the database's clock.
 *
 * Start at open.ts; migrations.ts has the tables, database.ts the transactions, driver.ts the sessions.
 * Must not know: SQLite, and the store's folder. The driver is imported when a store is opened.
 */

export { grantsFor, type StoreRole } from "./grants.ts";
export { openPostgresStore, type PostgresStoreOptions } from "./open.ts";
