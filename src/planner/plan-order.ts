import type { ArtifactId, ExecutionPlan } from "../domain/index.ts";
import { createDag, topologicalOrder } from "../graph/index.ts";

/** The artifacts, inputs before dependents; those that could stand in either order as in the file. */
export function planOrder({ artifacts }: ExecutionPlan): readonly ArtifactId[] {
  const index = new Map(artifacts.map(({ id }, position) => [id, position]));
  const dependencies = artifacts.map(({ inputs }) => inputs.flatMap((id) => index.get(id) ?? []));
  return topologicalOrder(createDag(dependencies)).flatMap((position) => artifacts[position]?.id ?? []);
}
