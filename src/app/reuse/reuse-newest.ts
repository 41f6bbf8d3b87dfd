import { basename } from "node:path";
import type {
  ArtifactId,
  Digest,
  ExecutionPlan,
  ObjectCondition,
  RecordStore,
  RunSummary,
} from "../../domain/index.ts";
import {
  type EarlierArtifact,
  type EarlierRun,
  earlierArtifacts,
  isCorrupt,
  type SourceVerdict,
} from "../../run/index.ts";
import { readRecord } from "../record/index.ts";
import { type AskedSource, askSources, type SourceAsking } from "./ask-sources.ts";
import { comparable, type PlannedParts, type ReusePlan, reuseExamined } from "./reuse-plan.ts";

/** After this many consecutive runs without a reusable artifact, older runs are not searched. */
const fruitlessRuns = 50;

/**
 * Decides what a run can reuse from runs of the same runbook file: each artifact from the newest run in which it is
 * complete, unaltered and intact. A source is reused only if its connector says that its state is the recorded one.
 * Without `asking` no connector is asked, and the decision about such a source stays open. Sources that are not selected
 * are never read, and the newest is taken.
 */
export async function reuseNewest(
  store: RecordStore,
  planned: PlannedParts,
  asking: SourceAsking | null,
): Promise<ReusePlan> {
  const examined = await newestArtifacts(store, planned);
  const planWith = (verdicts: ReadonlyMap<ArtifactId, SourceVerdict>): ReusePlan =>
    reuseExamined(planned, {
      ...examined,
      sourceVerdict: (id, { sourceState }) => (sourceState === null ? "unrecorded" : (verdicts.get(id) ?? "unasked")),
    });
  const unasked = planWith(new Map());
  const sources = asking === null ? [] : askedIn(unasked, planned.plan);
  return asking === null || sources.length === 0 ? unasked : planWith(await askSources(sources, asking));
}

function askedIn({ decisions }: ReusePlan, { artifacts }: ExecutionPlan): readonly AskedSource[] {
  const byId = new Map(artifacts.map((artifact) => [artifact.id, artifact]));
  return decisions.flatMap((decision) => {
    const artifact = decision.kind === "asks" ? byId.get(decision.artifact) : undefined;
    return decision.kind === "asks" && artifact !== undefined ? [{ artifact, candidate: decision.candidate }] : [];
  });
}

type Examined = Omit<Parameters<typeof reuseExamined>[1], "sourceVerdict">;

type OwnParts = Pick<PlannedParts, "plan" | "identity">;

async function newestArtifacts(store: RecordStore, { plan, identity }: OwnParts): Promise<Examined> {
  const wanted = new Set(plan.artifacts.flatMap(({ id, method }) => (isDecided(method.kind) ? [id] : [])));
  const newest = new Map<ArtifactId, EarlierArtifact>();
  // If no run has an artifact in a reusable state, the newest run explains why.
  const unusable = new Map<ArtifactId, EarlierArtifact>();
  const conditions = new Map<Digest, ObjectCondition>();
  const runs = await runsOf(store, { plan, identity });
  const ended = runs.filter(({ status }) => status !== "running");
  let read = 0;
  let fruitless = 0;
  for (const run of ended) {
    if (wanted.size === 0 || fruitless === fruitlessRuns) break;
    read++;
    const artifacts = await wantedOf(store, run, wanted);
    const digests = artifacts.flatMap((artifact) => keptIn(artifact) ?? []);
    for (const [digest, condition] of await store.artifacts.verifyAll(digests)) conditions.set(digest, condition);
    const isUsable = (artifact: EarlierArtifact): boolean => {
      const digest = keptIn(artifact);
      return digest !== null && conditions.get(digest) === "intact";
    };
    for (const artifact of artifacts.filter(isUsable)) {
      newest.set(artifact.planned.id, artifact);
      wanted.delete(artifact.planned.id);
    }
    for (const artifact of artifacts)
      if (!unusable.has(artifact.planned.id)) unusable.set(artifact.planned.id, artifact);
    fruitless = artifacts.some(isUsable) ? 0 : fruitless + 1;
  }
  return {
    earlier: new Map([...unusable, ...newest]),
    lookedAt: {
      kind: "runs",
      runbook: plan.runbook.path,
      ended: ended.length,
      read,
      isOneRunning: ended.length < runs.length,
    },
    condition: (digest) => conditions.get(digest) ?? "absent",
  };
}

/** A `reuse` names its run itself. */
const isDecided = (kind: ExecutionPlan["artifacts"][number]["method"]["kind"]): boolean => kind !== "reuse";

/** Returns the runs of the same runbook file, newest first. */
async function runsOf(store: RecordStore, { plan: { runbook }, identity }: OwnParts): Promise<readonly RunSummary[]> {
  const name = basename(runbook.path);
  const found: RunSummary[] = [];
  for (const run of await store.executions.runs()) {
    const { path } = run.runbook;
    if (path !== runbook.path && basename(path) !== name) continue;
    const recorded = identity === undefined ? undefined : await identityIn(store, run);
    if (recorded === undefined ? path === runbook.path : recorded === identity) found.push(run);
  }
  return found;
}

/** Returns what a run's first event says of its runbook. */
async function identityIn({ executions }: RecordStore, { id }: RunSummary): Promise<Digest | undefined> {
  try {
    for await (const event of executions.events(id)) {
      return event.type === "run.started" ? event.runbook.identity : undefined;
    }
  } catch (error) {
    if (!isCorrupt(error)) throw error;
  }
  return undefined;
}

async function wantedOf(
  store: RecordStore,
  run: RunSummary,
  wanted: ReadonlySet<ArtifactId>,
): Promise<readonly EarlierArtifact[]> {
  const record = await readOrNull(store, run);
  return record === null ? [] : [...earlierArtifacts(record).values()].filter(({ planned }) => wanted.has(planned.id));
}

/** Returns the digest of kept content that was not altered by hand. */
function keptIn({ holding, isAltered }: EarlierArtifact): Digest | null {
  return holding.kind === "message" && !isAltered && holding.message.kept ? holding.message.digest : null;
}

/** A damaged record concerns commands that read it; it must not prevent a new run. */
async function readOrNull(store: RecordStore, run: RunSummary): Promise<EarlierRun | null> {
  try {
    return comparable(await readRecord(store, run));
  } catch (error) {
    if (isCorrupt(error)) return null;
    throw error;
  }
}
