import type { ArtifactId, ExecutionPlan } from "../domain/index.ts";
import { topologicalOrder } from "../graph/index.ts";
import { artifactGraph } from "../run/index.ts";

/** Orders the artifacts with inputs before dependents, and otherwise as in the file. */
export function planOrder({ artifacts }: ExecutionPlan): readonly ArtifactId[] {
  return topologicalOrder(artifactGraph(artifacts).dag).flatMap((node) => artifacts[node]?.id ?? []);
}
