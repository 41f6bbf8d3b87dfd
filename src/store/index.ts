/*
 * Stores the records of runs and their content. Each kind of store is a room that implements the ports: memory/,
 * sqlite/, bundle/. They share objects/ (content as bytes), records/ (chained frames), retention/ (the rules for what
 * is kept) and, if they use a folder, disk/.
 *
 * Start at record-store.ts, which selects the kind to open.
 * Must not know: how runs are executed, and what commands show of them.
 */

export { type Bundle, bundleBytes, isBundleFile, openBundle } from "./bundle/index.ts";
export { type DebugFolder, debugFolder, makeFolders, sweepUnfinished, unfinishedBeside } from "./disk/index.ts";
export { type JobFolder, jobFolder } from "./job-folder.ts";
export { createMemoryStore } from "./memory/index.ts";
export { elementLine, parseElements } from "./objects/index.ts";
export { openArtifactReader, openRecordStore } from "./record-store.ts";
export { createScratch, type Scratch } from "./scratch.ts";
export { systemClock } from "./system-clock.ts";
