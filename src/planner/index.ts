export type { Binding, Bindings, NamedValue } from "./binding.ts";
export { canonicalJson } from "./canonical.ts";
export type { PlanContext } from "./context.ts";
export { inFileOrder } from "./file-order.ts";
export type { FoundArtifact, PastArtifact, PastArtifacts } from "./past.ts";
export { planOrder } from "./plan-order.ts";
export { Planner, type PlanResult } from "./planner.ts";
export { parsePlan, serialisePlan } from "./serialise.ts";
