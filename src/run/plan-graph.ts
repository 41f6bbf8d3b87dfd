import { invariant } from "../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan, PlannedArtifact } from "../domain/index.ts";
import { createDag, type Dag } from "../graph/index.ts";

/** A plan's artifacts as nodes 0, 1, ... in the order of their ids, so that the smaller node is the smaller id. */
export interface PlanGraph {
  readonly artifacts: readonly PlannedArtifact[];
  readonly dag: Dag;
  readonly nodeOf: (id: ArtifactId) => number;
}

/** The graph that the artifacts' inputs imply. */
export function planGraph(plan: Pick<ExecutionPlan, "artifacts">): PlanGraph {
  const artifacts = [...plan.artifacts].sort((a, b) => (a.id < b.id ? -1 : 1));
  const nodes = new Map(artifacts.map(({ id }, node) => [id, node]));
  const nodeOf = (id: ArtifactId): number => {
    const node = nodes.get(id);
    invariant(node !== undefined, `the plan lacks "${id}"`);
    return node;
  };
  return { artifacts, nodeOf, dag: createDag(artifacts.map(({ inputs }) => inputs.map(nodeOf))) };
}

/** The same graph with every edge turned round. */
export const reversed = ({ size, dependencies, dependents }: Dag): Dag => ({
  size,
  dependencies: dependents,
  dependents: dependencies,
});
