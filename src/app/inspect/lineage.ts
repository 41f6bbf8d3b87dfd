import { isWctError } from "../../diagnostics/index.ts";
import type { RecordStore, RunId, RunSummary } from "../../domain/index.ts";
import { createFold, holdersIn, type Lineage, type LineageRun, lineageOf, type RunState } from "../../run/index.ts";
import { plannedArtifact, type RecordedRun, readRecord } from "../record/index.ts";

/** Maximum number of runs that are searched for the same content. */
const mostRuns = 1000;

export interface FoundLineage {
  readonly lineage: Lineage;
  /** Number of runs in the store, and of the newest ones that were searched. */
  readonly runs: number;
  readonly searched: number;
  /** Unreadable runs; their content is not in the lineage. */
  readonly unreadable: readonly RunId[];
}

/**
 * Returns what an artifact was made from, and what was made from it, also in other runs of the store. Throws
 * WCT_RUN_ARTIFACT_ABSENT.
 */
export async function lineageIn(store: RecordStore, record: RecordedRun, id: string): Promise<FoundLineage> {
  const artifact = plannedArtifact(record, id).id;
  const all = await store.executions.runs();
  const others = all.filter(({ id: run }) => run !== record.run.id).slice(0, mostRuns);
  const of = { run: record.run.id, plan: record.plan, state: record.state };
  const runs: LineageRun[] = [];
  const unreadable: RunId[] = [];
  for (const run of others) {
    const read = await readOther(store, run, (state) => holdersIn(state, of, artifact).length > 0);
    if (read === null) unreadable.push(run.id);
    else runs.push(read);
  }
  return { lineage: lineageOf(of, artifact, runs), runs: all.length, searched: others.length + 1, unreadable };
}

/**
 * Reads the plan only if the run contains the content: it is needed for what was made from the content, or reused.
 * Returns null if the record is damaged, which must not hide this run's lineage.
 */
async function readOther(
  store: RecordStore,
  run: RunSummary,
  needsPlan: (state: RunState) => boolean,
): Promise<LineageRun | null> {
  const fold = createFold();
  try {
    await store.executions.eachEvent(run.id, (event) => fold.push(event));
    const state = fold.state();
    return { run: run.id, state, plan: needsPlan(state) ? (await readRecord(store, run)).plan : null };
  } catch (error) {
    if (!isWctError(error)) throw error;
    return null;
  }
}
