/*
 * Stores the records of runs and their content. Each kind of store is a room that implements the ports: memory/,
 * sqlite/, postgres/, bundle/. They share objects/ (content as bytes), records/ (chained frames), retention/ (the rules for what
 * is kept), rows/ (values of database rows) and, if they use a folder, disk/. address/ reads the URL of a store.
 *
 * Start at record-store.ts, which selects the kind to open.
 * Must not know: how runs are executed, and what commands show of them.
 */

export { isPostgresUrl, shownPostgres } from "./address/index.ts";
export { type Bundle, bundleBytes, isBundleFile, openBundle } from "./bundle/index.ts";
export {
  type DebugFolder,
  debugFolder,
  makeFolders,
  makeProcessFolder,
  sweepProcessFolders,
  sweepUnfinished,
  unfinishedBeside,
} from "./disk/index.ts";
export { type JobFolder, jobFolder } from "./job-folder.ts";
export { createMemoryStore } from "./memory/index.ts";
export { elementLine, parseElements } from "./objects/index.ts";
export type { StoreRole } from "./postgres/index.ts";
export { openArtifactReader, openRecordStore, type RecordStoreOptions, storeGrants } from "./record-store.ts";
export { createScratch, type Scratch } from "./scratch.ts";
export { systemClock } from "./system-clock.ts";
