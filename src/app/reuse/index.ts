/*
 * Decides what a run reuses from earlier runs instead of executing it.
 *
 * Start at reuse-plan.ts; reuse-newest.ts searches the newest runs.
 * Must not know: how the executor copies it.
 */

export type { SourceAsking } from "./ask-sources.ts";
export { withForced } from "./forced.ts";
export { reuseNewest } from "./reuse-newest.ts";
export {
  asReuse,
  type ForkPoint,
  forkableRun,
  forkFrom,
  type PlannedParts,
  type ReusePlan,
  resumableRun,
  resumeFrom,
  reuseNothing,
} from "./reuse-plan.ts";
export { runbookIdentity } from "./runbook-identity.ts";
export { withoutLostContent } from "./without-lost-content.ts";
