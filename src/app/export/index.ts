/*
 * Writes files of a run: which exporter writes which artifact, the target folder, and the formats of a whole run.
 *
 * Start at export-run.ts for a recorded run; outputs.ts decides what is written, also for a run in progress.
 * Must not know: what an exporter makes of content (components/exporters/).
 */

export { type EarlierOutputs, type WrittenOutput, writeOutputs } from "./export-artifacts.ts";
export { type ExportedFile, type ExportedRun, exportRun, type RunExportRequest } from "./export-run.ts";
export type { ExporterOptions } from "./exporter-options.ts";
export { NewFile } from "./new-file.ts";
export { originsOf } from "./origins.ts";
export { chooseExports, makeOutputDir, requireOutputDir } from "./outputs.ts";
export { writePrivateFile } from "./private-file.ts";
export { runFormats } from "./run-formats.ts";
