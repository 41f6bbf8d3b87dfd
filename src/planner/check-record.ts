import { wctError } from "../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan, PlannedArtifact } from "../domain/index.ts";
import type { ArtifactState, RunState } from "../run/index.ts";

/**
 * Checks that the events of a run belong to its plan. Each may be valid by itself, and yet a forged record could
 * combine the events of one run with the plan of another. Throws WCT_RUN_RECORD_CORRUPT.
 */
export function requireRecordOf(plan: ExecutionPlan, state: RunState): void {
  const what = contradictionIn(plan, state);
  if (what === null) return;
  throw wctError("WCT_RUN_RECORD_CORRUPT", {
    message: `the events do not match the plan of the run: ${what}`,
    hint: "run `wct verify` on the run",
  });
}

function contradictionIn({ artifacts, runbook }: ExecutionPlan, { started, artifacts: states }: RunState) {
  if (started === null) return null;
  if (started.artifacts !== artifacts.length) {
    return `they count ${started.artifacts} artifacts, but the plan has ${artifacts.length}`;
  }
  if (started.runbook.digest !== runbook.digest) return "they name another runbook";
  const known = new Map(artifacts.map((artifact): [ArtifactId, PlannedArtifact] => [artifact.id, artifact]));
  for (const state of states.values()) {
    const planned = known.get(state.id);
    const what = planned === undefined ? "which the plan does not have" : contradictionOf(planned, state, known);
    if (what !== null) return `they contain ${JSON.stringify(state.id)}, ${what}`;
  }
  return null;
}

type Known = ReadonlyMap<ArtifactId, PlannedArtifact>;

function contradictionOf({ inputs, method }: PlannedArtifact, state: ArtifactState, known: Known): string | null {
  const own = new Set(inputs);
  for (const { inputs: read, releasedBy } of state.attempts) {
    if (read.length !== own.size || !read.every(({ artifact }) => own.has(artifact))) return "which has other inputs";
    const releaser = releasedBy.kind === "start" ? null : releasedBy.artifact;
    if (releaser !== null && !known.has(releaser)) return "which waited for an unknown artifact";
  }
  const { result } = state;
  if (result?.status === "skipped" && !result.because.every((cause) => known.has(cause))) {
    return "which was skipped because of an unknown artifact";
  }
  if (method.kind === "reuse" && state.attempts.length > 0) return "which was to be reused, as executed";
  return null;
}
