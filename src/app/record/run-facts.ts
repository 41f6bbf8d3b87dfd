import type { OverriddenValue, RecordStore, RunRetention, RunSummary } from "../../domain/index.ts";
import { createFold, type RunState } from "../../run/index.ts";
import { rawContent } from "./raw-content.ts";
import { readPlan } from "./read-plan.ts";
import { runObjects } from "./run-content.ts";

/** The facts about a run, without its artifacts. */
export interface RunFacts {
  readonly run: RunSummary;
  readonly state: RunState;
  readonly retention: RunRetention;
  /** Configuration values that were given with the command; null if the plan is gone. */
  readonly overrides: readonly OverriddenValue[] | null;
  readonly kept: {
    readonly objects: number;
    /** Uncompressed size of its messages. */
    readonly bytes: number;
    /** Number of objects that may identify people; null if the plan is gone. */
    readonly raw: number | null;
  };
}

/** Reads the facts. Throws the errors of the store. */
export async function runFacts(store: RecordStore, run: RunSummary): Promise<RunFacts> {
  const fold = createFold();
  await store.executions.eachEvent(run.id, (event) => fold.push(event));
  const state = fold.state();
  const retention = await store.executions.retention(run.id);
  const digests = new Set((await runObjects(store, run.id)).map(({ digest }) => digest));
  let bytes = 0;
  for (const digest of digests) bytes += (await store.artifacts.open(digest)).bytes;
  const { started } = state;
  const hasPlan = started !== null && digests.has(started.plan);
  const raw = hasPlan ? (await rawContent(store, run.id)).digests.length : null;
  const overrides = hasPlan ? ((await readPlan(store, started.plan)).config.overrides ?? []) : null;
  return { run, state, retention, overrides, kept: { objects: digests.size, bytes, raw } };
}
