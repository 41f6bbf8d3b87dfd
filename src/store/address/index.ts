/*
 * Reads the URL of a store in PostgreSQL, as PostgreSQL's own clients do: variables, service file, password file.
 *
 * Start at address.ts.
 * Must not know: how a connection is opened, and what is in the database.
 */

export { isPostgresUrl, type PostgresAddress, postgresAddress, type StoreTlsMode, shownPostgres } from "./address.ts";
