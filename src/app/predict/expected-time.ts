import type { ArtifactId, ExecutionPlan, RecordStore, RunId } from "../../domain/index.ts";
import { type SimulatedArtifact, simulateRun } from "../../executor/index.ts";
import { longestPath } from "../../graph/index.ts";
import { isCorrupt, isNonBlocking, planGraph, type Timeline, timeline } from "../../run/index.ts";
import { type RecordedRun, readRecord } from "../record/index.ts";
import { overheads } from "./prediction.ts";

export interface ExpectedTimeRequest {
  readonly plan: ExecutionPlan;
  readonly maxConcurrency: number;
  readonly workers: number;
  /** Artifacts that do not execute. */
  readonly passing: ReadonlySet<ArtifactId>;
}

/** The expected times of a run that has not started. All times in milliseconds. */
export interface ExpectedTime {
  /** The earlier runs that the durations come from, newest first. */
  readonly runs: readonly RunId[];
  readonly totalMs: number;
  readonly criticalMs: number;
  readonly criticalPath: readonly ArtifactId[];
  /** Artifacts that execute and whose duration is not known; they count as the mean of the others. */
  readonly unknown: readonly ArtifactId[];
  readonly durations: ReadonlyMap<ArtifactId, number>;
}

/** Number of earlier runs that are read: a run that reused an artifact does not have its duration. */
const mostRuns = 5;

/**
 * Predicts how long a run takes, from completed earlier runs of the same runbook path. Returns null if there is none
 * with a duration. Reads only.
 */
export async function expectedTime(store: RecordStore, request: ExpectedTimeRequest): Promise<ExpectedTime | null> {
  const { plan, passing } = request;
  const working = plan.artifacts.filter(({ id, method }) => method.kind !== "reuse" && !passing.has(id));
  const { views, durations } = await earlierDurationsOf(
    store,
    plan,
    working.map(({ id }) => id),
  );
  const [newest] = views;
  if (newest === undefined || durations.size === 0) return null;
  const mean = [...durations.values()].reduce((sum, one) => sum + one, 0) / durations.size;
  const durationOf = (id: ArtifactId): number => durations.get(id) ?? mean;
  const simulatedOf = simulator({ working, durationOf });
  const { totalMs } = simulateRun({
    ...{ plan, simulatedOf, maxConcurrency: request.maxConcurrency, workers: request.workers },
    weights: Object.fromEntries(durations),
    ...overheads(newest),
  });
  const { artifacts, dag } = planGraph(plan);
  const isWorking = new Set(working.map(({ id }) => id));
  const critical = longestPath(
    dag,
    artifacts.map(({ id }) => (isWorking.has(id) ? durationOf(id) : 0)),
  );
  return {
    runs: views.flatMap(({ run }) => run ?? []),
    totalMs,
    criticalMs: critical.length,
    criticalPath: critical.path.flatMap((node) => artifacts[node]?.id ?? []).filter((id) => isWorking.has(id)),
    unknown: working.flatMap(({ id }) => (durations.has(id) ? [] : [id])),
    durations,
  };
}

interface Simulated {
  readonly working: ExecutionPlan["artifacts"];
  readonly durationOf: (id: ArtifactId) => number;
}

function simulator({ working, durationOf }: Simulated): (id: ArtifactId) => SimulatedArtifact {
  const known = new Map(working.map((artifact) => [artifact.id, artifact]));
  return (id) => {
    const artifact = known.get(id);
    if (artifact === undefined) return { kind: "passes" };
    const needsThread = !isNonBlocking(artifact);
    return { kind: "works", durationMs: durationOf(id), delayMs: 0, needsThread, fails: false };
  };
}

/** Returns the newest known duration of each artifact, and the times of the runs that were read for them. */
async function earlierDurationsOf(store: RecordStore, { runbook }: ExecutionPlan, wanted: readonly ArtifactId[]) {
  const durations = new Map<ArtifactId, number>();
  const views: Timeline[] = [];
  // The filter also matches runs of runbooks with this name.
  const runs = await store.executions.runs({ status: "completed", runbook: runbook.path });
  for (const run of runs.filter((one) => one.runbook.path === runbook.path).slice(0, mostRuns)) {
    if (wanted.every((id) => durations.has(id))) break;
    const record = await intact(readRecord(store, run));
    if (record === null) continue;
    const view = timeline(record.plan, record.state);
    const before = durations.size;
    for (const { id, durationMs } of view.artifacts) {
      if (durationMs !== null && wanted.includes(id) && !durations.has(id)) durations.set(id, durationMs);
    }
    if (durations.size > before) views.push(view);
  }
  return { durations, views };
}

/** A damaged record must not prevent a prediction. */
async function intact(reading: Promise<RecordedRun>): Promise<RecordedRun | null> {
  try {
    return await reading;
  } catch (error) {
    if (isCorrupt(error)) return null;
    throw error;
  }
}
