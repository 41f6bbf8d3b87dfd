/*
 * Declares the commands: their arguments, options and help. Each file declares one command or a group of commands.
 *
 * Start at command.ts, which has what all commands share.
 * Must not know: what a command does. A command is imported when it is called, so that help and completion stay fast.
 */

export { declareCheck } from "./check.ts";
export { type Declaring, withCommonOptions } from "./command.ts";
export { declareCompletion } from "./completion.ts";
export { declareComponents } from "./components.ts";
export { declareDebug } from "./debug.ts";
export { declareDiff } from "./diff.ts";
export { declareExport } from "./export.ts";
export { declareExplain, declareFindings } from "./findings.ts";
export { declareGenerateSchema } from "./generate-schema.ts";
export { declareInit } from "./init.ts";
export { declareInspect } from "./inspect.ts";
export { declareMigrate } from "./migrate.ts";
export { declareRecord } from "./record.ts";
export { declareReplay } from "./replay.ts";
export { declareReport } from "./report.ts";
export { declareRun } from "./run.ts";
export { declareRuns } from "./runs.ts";
export { declareValidate } from "./validate.ts";
export { declareVerify } from "./verify.ts";
export { declareTimeline, declareVisualise } from "./visualise.ts";
export { declareWorkers } from "./worker.ts";
