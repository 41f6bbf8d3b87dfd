import type { RunSummary } from "../domain/index.ts";
import type { StartedRunState } from "./fold.ts";

/** A run's row of the projection, but for the hash of its last frame and for whether its writer lives. */
export function summarise(state: StartedRunState): Omit<RunSummary, "head"> {
  const { started, finished } = state;
  return {
    id: state.run,
    uuid: started.uuid,
    mode: started.mode,
    status: state.status,
    runbook: { name: started.runbook.name, path: started.runbook.path },
    startedAt: started.at,
    finishedAt: finished?.at ?? null,
    durationMs: finished === null ? null : finished.t / 1e6,
    artifacts: started.artifacts,
    counts: state.counts,
    events: state.seq,
  };
}
