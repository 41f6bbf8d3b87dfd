/*
 * The record store in an SQLite database, with files for large objects: connection, schema, rows, and the operations on
 * them. Any number of processes may have it open concurrently, so every change is a transaction.
 *
 * Start at open.ts. connection.ts and migrations.ts manage the database, executions.ts the runs, artifacts.ts the
 * objects.
 * Must not know: other kinds of store.
 */

export { isSqliteLocation, openSqliteArtifacts } from "./artifacts.ts";
export { openSqliteStore, type SqliteStoreOptions } from "./open.ts";
