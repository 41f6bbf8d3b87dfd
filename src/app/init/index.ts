/*
 * Creates a first runbook for existing data, and a first plugin.
 *
 * Start at start-runbook.ts and start-plugin.ts; search/ finds the data to read.
 * Must not know: what a command prints when it is done.
 */

export type { DataSource, LeftOut } from "./search/index.ts";
export { type StartedPlugin, startPlugin } from "./start-plugin.ts";
export { type RunbookStart, type StartedRunbook, startRunbook } from "./start-runbook.ts";
