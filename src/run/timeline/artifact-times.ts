import type { ArtifactId, Nanoseconds, PlannedArtifact, ReleasedBy } from "../../domain/index.ts";
import { type ArtifactState, type AttemptState, artifactState, type RunState } from "../state.ts";
import type { Stretch } from "./model.ts";

interface WorkTimes extends Pick<Stretch, "worker" | "remote" | "isLost"> {
  readonly started: Nanoseconds;
  readonly ended: Nanoseconds;
}

/** An artifact's times as recorded, including pauses. */
export interface ArtifactTimes {
  readonly planned: PlannedArtifact;
  readonly state: ArtifactState;
  /** In order; work of lost workers is before what the next one did. */
  readonly attempts: readonly WorkTimes[];
  /** Σ (ended − started) without lost work; 0 if it did not execute. */
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
      const attempts = own.attempts.flatMap((attempt) => workTimes(attempt, end));
      const worked = attempts.reduce((sum, { started, ended, isLost }) => sum + (isLost ? 0 : ended - started), 0);
      const releasedBy = own.attempts[0]?.releasedBy ?? null;
      return [planned.id, { planned, state: own, attempts, worked, releasedBy }];
    }),
  );
}

function workTimes(attempt: AttemptState, end: Nanoseconds): readonly WorkTimes[] {
  const { started, ended, worker, remote, lost } = attempt;
  const before = lost.flatMap((one): readonly WorkTimes[] => {
    if (one.began === null) return [];
    const by = { host: one.host, worker: one.worker };
    return [{ started: one.began, ended: one.ended, worker: one.thread, remote: by, isLost: true }];
  });
  return [...before, { started, ended: ended ?? end, worker, remote, isLost: false }];
}
