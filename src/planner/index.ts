/*
 * Turns a runbook into a plan, or reports everything that is wrong with it; writes and reads stored plans.
 *
 * Start at planner.ts, which uses the rooms bind/ for configurations and resolve/ for what artifacts refer to.
 * Then plan-artifacts.ts builds the plan; stored/ is its format.
 * Must not know: the store and how a plan is executed; it asks about earlier runs only through past.ts.
 */

export { type Bindings, followExtends, maxRulesetBytes } from "./bind/index.ts";
export { canonicalJson } from "./canonical.ts";
export { requireRecordOf } from "./check-record.ts";
export type { CheckedDocument, CheckedDocuments } from "./checked-documents.ts";
export { flatten } from "./children/index.ts";
export type { PlanContext, RulesetFileName, RulesetUse } from "./context.ts";
export { inFileOrder } from "./file-order.ts";
export type { FoundArtifact, PastArtifact, PastArtifacts } from "./past.ts";
export { planOrder } from "./plan-order.ts";
export { type BoundArtifact, type BoundArtifacts, Planner, type PlanResult } from "./planner.ts";
export { parsePlan, serialisePlan } from "./stored/index.ts";
