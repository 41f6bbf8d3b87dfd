/*
 * The list of workers of a store, as text and JSON.
 *
 * Start at workers.ts.
 * Must not know: how workers register.
 */

export { renderWorkerList, workerListJson } from "./workers.ts";
