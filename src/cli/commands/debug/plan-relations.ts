import type { ArtifactId, ExecutionPlan } from "../../../domain/index.ts";
import { descendants } from "../../../graph/index.ts";
import { artifactGraph } from "../../../run/index.ts";

/** Returns everything that is made from an artifact, directly or not, in plan order. */
export function dependentsOf(plan: ExecutionPlan, id: ArtifactId): readonly ArtifactId[] {
  const { artifacts, dag, nodeOf } = artifactGraph(plan.artifacts);
  const nodes = descendants(dag, [nodeOf(id)]);
  return artifacts.filter((one, node) => one.id !== id && nodes.has(node)).map((one) => one.id);
}

/** Returns what is made directly from an artifact, in plan order. */
export const directDependentsOf = ({ artifacts }: ExecutionPlan, id: ArtifactId): readonly ArtifactId[] =>
  artifacts.filter(({ inputs }) => inputs.includes(id)).map((one) => one.id);
