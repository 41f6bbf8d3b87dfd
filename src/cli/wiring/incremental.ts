import type { ArtifactId, Digest, ExecutionPlan, RecordStore, RunSummary } from "../../domain/index.ts";
import { type EarlierArtifact, type EarlierRun, earlierArtifacts, isCorrupt } from "../../run/index.ts";
import { readRecord } from "./record.ts";
import { comparable, type PlannedParts, type Takeover, takeOverIntact } from "./takeover.ts";

/** After so many runs in a row that had nothing more to give, older ones are not looked through. */
const fruitlessRuns = 50;

/**
 * What a run can take over from the runs of the same runbook path, artifact by artifact from the newest run in which
 * it is complete, unaltered and intact. Sources are read again: no connector can prove yet that nothing changed.
 */
export async function takeOverNewest(store: RecordStore, planned: PlannedParts): Promise<Takeover> {
  return takeOverIntact(planned, await newestArtifacts(store, planned.plan));
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
  const record = await readOrNull(store, run);
  if (record === null) return new Map();
  const held = [...earlierArtifacts(record)].flatMap(([id, artifact]) => {
    const digest = wanted.has(id) ? keptIn(artifact) : null;
    return digest === null ? [] : [{ id, artifact, digest }];
  });
  const conditions = await store.artifacts.verifyAll(held.map(({ digest }) => digest));
  const intact = held.filter(({ digest }) => conditions.get(digest) === "intact");
  return new Map(intact.map(({ id, artifact }) => [id, artifact]));
}

/** Of what nobody changed by hand. */
function keptIn({ holding, isAltered }: EarlierArtifact): Digest | null {
  return holding.kind === "message" && !isAltered && holding.message.kept ? holding.message.digest : null;
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
