import type { ExecutionPlan, RecordStore } from "../../domain/index.ts";
import { createFold, workedFor } from "../../run/index.ts";

/** Durations, in milliseconds, of the newest completed run of the same runbook path; null when there is none. */
export async function earlierDurations(
  store: RecordStore,
  plan: ExecutionPlan,
): Promise<Record<string, number> | null> {
  const { path } = plan.runbook;
  const runs = await store.executions.runs({ status: "completed", runbook: path, limit: 5 });
  const earlier = runs.find((run) => run.runbook.path === path);
  if (earlier === undefined) return null;
  const fold = createFold();
  for await (const event of store.executions.events(earlier.id)) fold.push(event);
  const { artifacts } = fold.state();
  const known = plan.artifacts.flatMap(({ id }) => {
    const artifact = artifacts.get(id);
    const worked = artifact === undefined ? null : workedFor(artifact);
    return worked === null ? [] : [[id, Math.round(worked / 1e4) / 100] as const];
  });
  return known.length === 0 ? null : Object.fromEntries(known);
}
