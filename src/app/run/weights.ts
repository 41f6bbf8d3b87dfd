import type { ExecutionPlan, RecordStore, RunId } from "../../domain/index.ts";
import { createFold, isCorrupt, type RunState, workedFor } from "../../run/index.ts";

/**
 * Returns durations, in milliseconds, of the newest completed run of the same runbook path. Returns null if there is
 * none, or if its record is damaged: that must not prevent a new run.
 */
export async function earlierDurations(
  store: RecordStore,
  plan: ExecutionPlan,
): Promise<Record<string, number> | null> {
  const { path } = plan.runbook;
  // The filter also matches runs of runbooks with this name.
  const runs = await store.executions.runs({ status: "completed", runbook: path });
  const earlier = runs.find((run) => run.runbook.path === path);
  if (earlier === undefined) return null;
  const artifacts = await artifactsOf(store, earlier.id);
  const known = plan.artifacts.flatMap(({ id }) => {
    const artifact = artifacts.get(id);
    const worked = artifact === undefined ? null : workedFor(artifact);
    return worked === null ? [] : [[id, Math.round(worked / 1e4) / 100] as const];
  });
  return known.length === 0 ? null : Object.fromEntries(known);
}

async function artifactsOf(store: RecordStore, run: RunId): Promise<RunState["artifacts"]> {
  const fold = createFold();
  try {
    await store.executions.eachEvent(run, (event) => fold.push(event));
  } catch (error) {
    if (isCorrupt(error)) return new Map();
    throw error;
  }
  return fold.state().artifacts;
}
