/*
 * Exports a run to one file, imports a run from one, and copies a run to another store.
 *
 * Start at export-bundle.ts, import-bundle.ts and copy-to-store.ts.
 * Must not know: the format of a bundle (store/bundle/), and what a command prints about it.
 */

export { type CopiedRun, copyToStore, type StoreTarget } from "./copy-to-store.ts";
export { type BundleTarget, exportBundle, type WrittenBundle } from "./export-bundle.ts";
export { type ImportedRun, importBundle } from "./import-bundle.ts";
