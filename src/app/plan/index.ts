/*
 * Plans a runbook file, with the artifacts it reuses and the digests of the files it names.
 *
 * Start at plan.ts; reuse-lookup.ts repeats planning until everything that was requested is known.
 * Must not know: how a plan is executed (run/).
 */

export { type DefaultRunbook, defaultRunbook } from "./default-runbook.ts";
export { createHashedFiles, type HashedFiles, type HashProgress } from "./file-digests.ts";
export { listArtifacts } from "./list-artifacts.ts";
export { type PlannedRunbook, planRunbook } from "./plan.ts";
export { readRunbook } from "./read-runbook.ts";
export { createReuseLookup, planWithReuse } from "./reuse-lookup.ts";
export { type Validated, validateRunbooks } from "./validate-runbooks.ts";
