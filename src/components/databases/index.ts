/*
 * What the connectors of databases share: the properties of a server, its address, which tables to read, samples of
 * columns, and notices.
 *
 * Start at extract.ts, then session.ts, which a connector implements.
 * Must not know: a driver, SQL, and any layer except the contract in ../../plugin.
 */

export type { ServerAddress } from "./address.ts";
export type { Cell } from "./cell.ts";
export { checkAddress, globs, rowProperties, serverProperties } from "./config.ts";
export { addressOf, connectServer, loadDriver, type ServerConnection } from "./connect.ts";
export { extractServer } from "./extract.ts";
export { failToStart } from "./fail-to-start.ts";
export { type ColumnSample, gatherRows } from "./gather.ts";
export { nameSelector } from "./globs.ts";
export { type ConnectProblem, isNodeError, networkProblem, withoutPassword } from "./network.ts";
export { noticeNothing, noticeSchemaOnly, noticeUnselected } from "./notices.ts";
export { seededRandom } from "./seeded-random.ts";
export type { ColumnAccess, Problem, RowsRead, ServerSession, ServerTable } from "./session.ts";
export { noticeRows, noticeValues, sampleItems } from "./table-items.ts";
