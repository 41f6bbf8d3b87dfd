import type { ArtifactId, ExecutionPlan } from "../../domain/index.ts";
import { remainingPath } from "../../graph/index.ts";
import { artifactGraph } from "../../run/index.ts";

/** The remaining path in milliseconds, or in steps without earlier durations. */
export function prioritiesOf(
  { artifacts }: ExecutionPlan,
  weights: Readonly<Record<string, number>> | null,
): ReadonlyMap<ArtifactId, number> {
  const known = Object.values(weights ?? {});
  const mean = known.length === 0 ? 1 : known.reduce((sum, weight) => sum + weight, 0) / known.length;
  const remaining = remainingPath(
    artifactGraph(artifacts).dag,
    artifacts.map(({ id }) => weights?.[id] ?? mean),
  );
  return new Map(artifacts.map(({ id }, place) => [id, Math.min(2 ** 30, Math.round(remaining[place] ?? 0))]));
}
