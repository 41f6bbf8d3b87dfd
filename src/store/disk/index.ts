/*
 * The folder of a store on disk: its entries, how they are created and protected, and which process owns an entry.
 * Files of objects, heads of runs, the key, and the spool of content that ends with its process.
 *
 * Start at folder.ts and plain.ts; liveness.ts and owner.ts determine whether a process is still alive.
 * Must not know: the content of the database, and the rules by which content is deleted.
 */

export { type DebugFolder, debugFolder } from "./debug-folder.ts";
export {
  createPrivateFile,
  ensurePrivateFile,
  type FileSystemType,
  makeFolders,
  names,
  prepareFolder,
  requireStore,
  storeNotFound,
  systemFileSystemType,
} from "./folder.ts";
export { HeadKeeper } from "./head-keeper.ts";
export { HeadFiles, type HeadWriter } from "./heads.ts";
export { ensureKey, readKey } from "./key.ts";
export { heartbeatInterval, isAlive, type ProcessInfo, type StoreSystem, systemProcessInfo } from "./liveness.ts";
export { type FileMark, fileObject, isMarked, type ObjectFolder, objectPath, openFileSink } from "./object-files.ts";
export { livenessOf, ownerOf, ownName } from "./owner.ts";
export { isFanOut, isPlainFolder, plainFileStat } from "./plain.ts";
export { makeProcessFolder, sweepProcessFolders } from "./process-folder.ts";
export { openSpool, type Spool, type SpoolLocation } from "./spool.ts";
export { damagedStore, guarded, type StoreAction } from "./store-errors.ts";
export { findStrays } from "./strays.ts";
export { sweepTemporary, sweepUnfinished, unfinishedBeside } from "./sweep.ts";
