/*
 * The record store in memory, for tests and for programs that embed wct. It behaves like the SQLite store.
 *
 * Start at store.ts; run.ts is one run in it.
 * Must not know: SQLite and the store's folder.
 */

export { createMemoryStore } from "./store.ts";
