import type { ArtifactId, Nanoseconds, PlannedArtifact, ReleasedBy } from "../../domain/index.ts";
import { type ArtifactState, artifactState, type RunState } from "../state.ts";

/** An artifact's times as recorded, including pauses. */
export interface ArtifactTimes {
  readonly planned: PlannedArtifact;
  readonly state: ArtifactState;
  readonly attempts: readonly {
    readonly started: Nanoseconds;
    readonly ended: Nanoseconds;
    readonly worker: number | null;
  }[];
  /** Σ (ended − started); 0 if it did not execute. */
  readonly worked: Nanoseconds;
  readonly releasedBy: ReleasedBy | null;
}

/** Returns the end of the run or, if it has not ended, of the record. */
export const endOf = (state: RunState): Nanoseconds => state.finished?.t ?? state.t;

/**
 * Returns the times of every artifact of the plan, in its order. An attempt without an end lasts until the end of the
 * record.
 */
export function artifactTimes(
  artifacts: readonly PlannedArtifact[],
  state: RunState,
): ReadonlyMap<ArtifactId, ArtifactTimes> {
  const end = endOf(state);
  return new Map(
    artifacts.map((planned) => {
      const own = artifactState(state, planned.id);
      const attempts = own.attempts.map(({ started, ended, worker }) => ({ started, ended: ended ?? end, worker }));
      const worked = attempts.reduce((sum, attempt) => sum + attempt.ended - attempt.started, 0);
      const releasedBy = own.attempts[0]?.releasedBy ?? null;
      return [planned.id, { planned, state: own, attempts, worked, releasedBy }];
    }),
  );
}
