/*
 * Renders a dry run: the execution plan, the data flow, the expected duration.
 *
 * Start at text.ts; view.ts is what is shown.
 * Must not know: how samples are made.
 */

export { dryRunJson } from "./json.ts";
export { type DryRunTextOptions, renderDryRun } from "./text.ts";
export type { DryRunArtifactRow, DryRunView } from "./view.ts";
