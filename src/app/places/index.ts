/*
 * Locates files: paths that users name, the store's folder, `wct.yaml`, variables of an env file.
 *
 * Start at store-dir.ts.
 * Must not know: what is in the files.
 */

export { environment } from "./env.ts";
export { fileStem } from "./file-stem.ts";
export { readText, shownPath } from "./files.ts";
export { settingsFile } from "./settings-file.ts";
export { storeDir } from "./store-dir.ts";
export { mayHaveStore, type StorePlace, shownOption, shownStore, storeFolder, storePlace } from "./store-place.ts";
