/*
 * Exports a run to one file, and imports a run from one.
 *
 * Start at export-bundle.ts and import-bundle.ts.
 * Must not know: the format of a bundle (store/bundle/), and what a command prints about it.
 */

export { type BundleTarget, exportBundle, type WrittenBundle } from "./export-bundle.ts";
export { type ImportedRun, importBundle } from "./import-bundle.ts";
