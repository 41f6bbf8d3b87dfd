import type { ArtifactId } from "../domain/index.ts";
import type { ArtifactState, RunState } from "./state.ts";

/**
 * Returns the state of a run whose process ended before the run did: running artifacts become interrupted. Events alone
 * cannot distinguish them from artifacts that still run. Attempts without an end still have none; their time ends with
 * the last event.
 */
export function interruptedState(state: RunState): RunState {
  const artifacts = new Map<ArtifactId, ArtifactState>();
  for (const [id, artifact] of state.artifacts) {
    artifacts.set(id, artifact.status === "running" ? { ...artifact, status: "interrupted" } : artifact);
  }
  return { ...state, status: "interrupted", artifacts };
}
