/*
 * Real database servers for tests, and a proxy in front of them.
 *
 * Start at database-servers.ts; the variables WCT_TEST_POSTGRES and WCT_TEST_MYSQL name other servers than those of this
 * machine.
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
export { type ServerProxy, serverProxy } from "./server-proxy.ts";
