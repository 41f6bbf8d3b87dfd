export { isBundleFile } from "./bundle/file.ts";
export { type Bundle, openBundle } from "./bundle/store.ts";
export { bundleBytes } from "./bundle/write.ts";
export { type FileSystemType, makeFolders } from "./folder.ts";
export type { ProcessIdentity, ProcessInfo } from "./liveness.ts";
export { createMemoryStore, type MemoryStoreOptions } from "./memory-store.ts";
export { openRecordStore, type RecordStoreOptions } from "./record-store.ts";
export { openArtifactReader } from "./sqlite-artifacts.ts";
