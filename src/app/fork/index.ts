/*
 * Files that replace outputs of artifacts: reads and validates them, stores them, and gives them to the executor.
 *
 * Start at read-replacement.ts; replacing-gate.ts makes the executor use the result.
 * Must not know: how a run is prepared, and what else it reuses.
 */

export { type NamedReplacement, parseReplacement } from "./parse-replacement.ts";
export {
  type CheckedReplacement,
  checkReplacement,
  type ReplaceDecision,
  stageReplacement,
} from "./read-replacement.ts";
export { type OutputReplacements, replacingGate } from "./replacing-gate.ts";
