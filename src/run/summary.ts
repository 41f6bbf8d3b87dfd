import type { RunSummary } from "../domain/index.ts";
import type { StartedRunState } from "./fold.ts";

/**
 * Returns a run's row of the projection, without the hash of its last frame and without whether its writer is alive.
 */
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
