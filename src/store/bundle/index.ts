/*
 * A bundle: one file that contains a run with its content. Writes it, reads it, and presents it as a read-only store of
 * one run.
 *
 * Start at layout.ts for the bytes, then store.ts.
 * Must not know: SQLite and the store's folder. A bundle may be anywhere.
 */

export { isBundleFile } from "./file.ts";
export { type Bundle, isBundleLocation, openBundle, openBundleArtifacts } from "./store.ts";
export { bundleBytes } from "./write.ts";
