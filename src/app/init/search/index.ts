/*
 * Finds existing data: files and folders that the user names or that are in the current folder, and databases by their
 * address. Also tells what it leaves out.
 *
 * Start at find-sources.ts. search-folder.ts walks a folder, file-kind.ts decides what a file is by its content.
 * Must not know: how a runbook is written.
 */

export type { DataSource, FolderOrFile, ServerDatabase } from "./data-source.ts";
export { findSources } from "./find-sources.ts";
export type { LeftOut } from "./left-out.ts";
export { missingPackages } from "./missing-packages.ts";
