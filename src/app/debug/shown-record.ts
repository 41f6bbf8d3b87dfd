import type { DebugSession } from "../../debug/index.ts";
import { invariant } from "../../diagnostics/index.ts";
import type { ArtifactId, RecordStore } from "../../domain/index.ts";
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
  return { run, plan: session.plan, state: withOutputAtHand(session.state(), artifact), retention };
}

/** Returns the state in which the output that an artifact has produced, and which is not decided yet, is its result. */
export function withOutputAtHand(state: RunState, artifact: ArtifactId | null): RunState {
  const at = artifact === null ? null : artifactState(state, artifact);
  const produced = at === null ? null : completed(at);
  if (produced === null) return state;
  return { ...state, artifacts: new Map(state.artifacts).set(produced.id, produced) };
}

function completed(artifact: ArtifactState): ArtifactState | null {
  const last = artifact.attempts.at(-1)?.result;
  if (artifact.stage === "produced" && last?.outcome === "produced") {
    return { ...artifact, status: "completed", result: { status: "completed", message: last.message } };
  }
  if (artifact.stage === "broken" && last?.outcome === "failed") {
    return { ...artifact, status: "failed", result: { status: "failed", failure: last.failure, optional: false } };
  }
  return null;
}
