/*
 * Real database servers for tests, and a proxy in front of them.
 *
 * Start at database-servers.ts; the variables WCT_TEST_POSTGRES and WCT_TEST_MYSQL name other servers than those of this
 * machine.
 * private-postgres.ts starts a server of its own, for tests that restart or kill it.
 * Must not know: wct.
 */

export {
  mysqlServer,
  postgresServer,
  type StoreDatabase,
  type TestDatabase,
  temporaryMysql,
  temporaryPostgres,
  temporaryPostgresUrl,
} from "./database-servers.ts";
export { type PrivatePostgres, postgresPrograms, privatePostgres } from "./private-postgres.ts";
export { type ServerProxy, serverProxy } from "./server-proxy.ts";
