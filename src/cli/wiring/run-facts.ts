import type { RecordStore, RunKeeping, RunSummary } from "../../domain/index.ts";
import { createFold, type RunState } from "../../run/index.ts";
import { rawContent } from "./raw-content.ts";
import { runObjects } from "./run-content.ts";

/** What a run is, without its artifacts. */
export interface RunFacts {
  readonly run: RunSummary;
  readonly state: RunState;
  readonly keeping: RunKeeping;
  readonly kept: {
    readonly objects: number;
    /** Of their messages: what they would take uncompressed. */
    readonly bytes: number;
    /** Objects that may identify people; null: the plan that would tell is gone. */
    readonly raw: number | null;
  };
}

/** Throws what the store throws. */
export async function runFacts(store: RecordStore, run: RunSummary): Promise<RunFacts> {
  const fold = createFold();
  await store.executions.eachEvent(run.id, (event) => fold.push(event));
  const state = fold.state();
  const keeping = await store.executions.keeping(run.id);
  const digests = new Set((await runObjects(store, run.id)).map(({ digest }) => digest));
  let bytes = 0;
  for (const digest of digests) bytes += (await store.artifacts.open(digest)).bytes;
  const { started } = state;
  const hasPlan = started !== null && digests.has(started.plan);
  const raw = hasPlan ? (await rawContent(store, run.id)).digests.length : null;
  return { run, state, keeping, kept: { objects: digests.size, bytes, raw } };
}
