import type { ArtifactId, ExecutionPlan } from "../../domain/index.ts";
import { descendants } from "../../graph/index.ts";
import { artifactGraph, type ReuseDecision } from "../../run/index.ts";
import { asReuse, type ReusePlan } from "./reuse-plan.ts";

/** Returns a plan in which these artifacts, and all that are made from them, execute although they could be reused. */
export function withForced(
  reusePlan: ReusePlan,
  plan: Pick<ExecutionPlan, "artifacts">,
  forced: ReadonlySet<ArtifactId>,
): ReusePlan {
  if (forced.size === 0) return reusePlan;
  const { artifacts, dag, nodeOf } = artifactGraph(plan.artifacts);
  const madeFrom = [...descendants(dag, [...forced].map(nodeOf))].flatMap((node) => artifacts[node]?.id ?? []);
  const all = new Set([...forced, ...madeFrom]);
  const decisions = reusePlan.decisions.map((decision): ReuseDecision => {
    const { artifact, kind } = decision;
    if (kind === "executes" || !all.has(artifact)) return decision;
    const inputs = artifacts[nodeOf(artifact)]!.inputs.filter((input) => all.has(input));
    return { kind: "executes", artifact, why: { kind: "forced", inputs: forced.has(artifact) ? [] : inputs } };
  });
  return { ...reusePlan, decisions, ...asReuse(decisions, reusePlan.reason) };
}
