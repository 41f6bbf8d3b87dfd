import { invariant } from "../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan, PlannedArtifact } from "../domain/index.ts";
import { createDag, type Dag } from "../graph/index.ts";

/** Artifacts as nodes 0, 1, ... */
interface ArtifactGraph<A> {
  readonly artifacts: readonly A[];
  readonly dag: Dag;
  readonly nodeOf: (id: ArtifactId) => number;
}

export type PlanGraph = ArtifactGraph<PlannedArtifact>;

/** Builds the graph of a plan with its artifacts sorted by id, so that the smaller node is the smaller id. */
export function planGraph(plan: Pick<ExecutionPlan, "artifacts">): PlanGraph {
  return artifactGraph([...plan.artifacts].sort((a, b) => (a.id < b.id ? -1 : 1)));
}

/** Builds the graph that the artifacts' inputs define, in the given order. */
export function artifactGraph<A extends Pick<PlannedArtifact, "id" | "inputs">>(
  artifacts: readonly A[],
): ArtifactGraph<A> {
  const nodes = new Map(artifacts.map(({ id }, node) => [id, node]));
  const nodeOf = (id: ArtifactId): number => {
    const node = nodes.get(id);
    invariant(node !== undefined, `the plan lacks "${id}"`);
    return node;
  };
  const dag = createDag(artifacts.map(({ inputs }) => (inputs.length === 0 ? none : inputs.map(nodeOf))));
  return { artifacts, nodeOf, dag };
}

const none: readonly number[] = [];

/** Returns the same graph with every edge reversed. */
export const reversed = ({ size, dependencies, dependents }: Dag): Dag => ({
  size,
  dependencies: dependents,
  dependents: dependencies,
});
