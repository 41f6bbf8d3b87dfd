import type { ArtifactId, ExecutionPlan, RecordStore, RunSummary } from "../../domain/index.ts";
import { type EarlierArtifact, type EarlierRun, earlierArtifacts, isCorrupt } from "../../run/index.ts";
import { readRecord } from "./record.ts";
import { comparable, type PlannedParts, type Takeover, takeOverFrom } from "./takeover.ts";

/** After so many runs in a row that had nothing more to give, older ones are not looked through. */
const fruitlessRuns = 50;

/**
 * What a run can take over from the runs of the same runbook path, artifact by artifact from the newest run in which
 * it is complete, unaltered and intact. Sources are read again: no connector can prove yet that nothing changed.
 */
export async function takeOverNewest(store: RecordStore, planned: PlannedParts): Promise<Takeover> {
  const earlier = await newestArtifacts(store, planned.plan);
  return await takeOverFrom(store, planned, { earlier, takesSources: false, reason: "unchanged", resumedFrom: null });
}

async function newestArtifacts(
  store: RecordStore,
  plan: ExecutionPlan,
): Promise<ReadonlyMap<ArtifactId, EarlierArtifact>> {
  const wanted = new Set(plan.artifacts.flatMap(({ id, method }) => (isDecided(method.kind) ? [id] : [])));
  const newest = new Map<ArtifactId, EarlierArtifact>();
  let fruitless = 0;
  for (const run of await runsOf(store, plan)) {
    if (wanted.size === 0 || fruitless === fruitlessRuns) break;
    const found = await usable(store, run, wanted);
    for (const [id, artifact] of found) {
      newest.set(id, artifact);
      wanted.delete(id);
    }
    fruitless = found.size === 0 ? fruitless + 1 : 0;
  }
  return newest;
}

/** Sources are read again, and a reuse names its run itself. */
const isDecided = (kind: ExecutionPlan["artifacts"][number]["method"]["kind"]): boolean =>
  kind === "process" || kind === "pass-through";

/** Newest first; without those that are going on. */
async function runsOf(store: RecordStore, plan: ExecutionPlan): Promise<readonly RunSummary[]> {
  const { path } = plan.runbook;
  // The filter also takes runs of runbooks that are called so.
  const runs = await store.executions.runs({ runbook: path });
  return runs.filter((run) => run.runbook.path === path && run.status !== "running");
}

async function usable(
  store: RecordStore,
  run: RunSummary,
  wanted: ReadonlySet<ArtifactId>,
): Promise<ReadonlyMap<ArtifactId, EarlierArtifact>> {
  const found = new Map<ArtifactId, EarlierArtifact>();
  const record = await readOrNull(store, run);
  if (record === null) return found;
  for (const [id, artifact] of earlierArtifacts(record)) {
    const { holding, isAltered } = artifact;
    if (!wanted.has(id) || holding.kind !== "message" || isAltered || !holding.message.kept) continue;
    if ((await store.artifacts.verify(holding.message.digest)) === "intact") found.set(id, artifact);
  }
  return found;
}

/** A damaged record is a matter of looking at it, not of running again. */
async function readOrNull(store: RecordStore, run: RunSummary): Promise<EarlierRun | null> {
  try {
    return comparable(await readRecord(store, run));
  } catch (error) {
    if (isCorrupt(error)) return null;
    throw error;
  }
}
