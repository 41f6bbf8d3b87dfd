import type { DebugSession } from "../../debug/index.ts";
import { invariant } from "../../diagnostics/index.ts";
import type { ArtifactId, PlannedArtifact, RecordStore } from "../../domain/index.ts";
import { type ArtifactState, artifactState, type RunState } from "../../run/index.ts";
import type { RecordedRun } from "../record/index.ts";

/** Returns the run as the session shows it, in the form that every view of a run takes. */
export async function shownRecord(session: DebugSession, store: RecordStore): Promise<RecordedRun> {
  const { run: id } = session;
  invariant(id !== null, "the run has not started");
  const run = await store.executions.run(id);
  invariant(run !== null, `run "${id}" is not in the list of runs`);
  const retention = await store.executions.retention(id);
  const artifact = session.position?.point?.artifact ?? null;
  const planned = session.plan.artifacts.find((one) => one.id === artifact);
  const state = planned === undefined ? session.state() : withOutputAtHand(session.state(), planned);
  const isLive = session.kind === "live" && session.phase !== "ended";
  // At an earlier position the run still goes on, whatever became of it later.
  const isEarlier = (session.position?.seq ?? 0) < session.history.length;
  return {
    run: isEarlier ? { ...run, status: "running" } : run,
    plan: session.plan,
    state: isLive ? withContentAtHand(state) : state,
    retention,
  };
}

/** Returns the state in which content counts as kept: until a run ends, what it does not keep can be read too. */
function withContentAtHand(state: RunState): RunState {
  const entries = [...state.artifacts].map(([id, artifact]): [ArtifactId, ArtifactState] => {
    const { result } = artifact;
    if (result?.status !== "completed" || result.message.kept) return [id, artifact];
    return [id, { ...artifact, result: { ...result, message: { ...result.message, kept: true } } }];
  });
  return { ...state, artifacts: new Map(entries) };
}

/** Returns the state in which the output that an artifact has produced, and which is not decided yet, is its result. */
function withOutputAtHand(state: RunState, { id, optional }: PlannedArtifact): RunState {
  const decided = asDecided(artifactState(state, id), optional);
  return decided === null ? state : { ...state, artifacts: new Map(state.artifacts).set(id, decided) };
}

/** Returns an artifact as it ends if the session goes on; null if it is not at the end of an attempt. */
function asDecided(artifact: ArtifactState, optional: boolean): ArtifactState | null {
  const last = artifact.attempts.at(-1)?.result;
  if (artifact.stage === "produced" && last?.outcome === "produced") {
    return { ...artifact, status: "completed", result: { status: "completed", message: last.message } };
  }
  if (artifact.stage === "broken" && last?.outcome === "failed") {
    return { ...artifact, status: "failed", result: { status: "failed", failure: last.failure, optional } };
  }
  return null;
}
