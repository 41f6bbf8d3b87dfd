import type { ArtifactId, ExecutionPlan } from "../../domain/index.ts";
import type { RunView } from "../../render/index.ts";
import { artifactState, type RunState, selectArtifacts } from "../../run/index.ts";

interface Selectable {
  readonly plan: ExecutionPlan;
  /** Null if a runbook is only planned. */
  readonly state: RunState | null;
}

/** Returns the artifacts of a plan, or of a run, that an expression selects. Throws WCT_USAGE_SELECTION. */
export function selectedIn({ plan, state }: Selectable, text: string): ReadonlySet<ArtifactId> {
  const statusOf = state === null ? undefined : (id: ArtifactId) => artifactState(state, id).status;
  const statusHint = "name the run whose statuses you mean with --run RUN";
  return selectArtifacts(text, { option: "--select", plan, statusOf, statusHint });
}

/** Returns whether a run skipped an artifact because its selection left it out. */
export function isNotSelected(state: RunState, id: ArtifactId): boolean {
  const { result } = artifactState(state, id);
  return result?.status === "skipped" && result.reason === "not-selected";
}

/** Returns the view of a run without the artifacts that are not selected. Counts remain those of the whole run. */
export function limitedView(view: RunView, selected: ReadonlySet<string>): RunView {
  const ofSelected = <R extends { readonly artifact: string }>(rows: readonly R[]): readonly R[] =>
    rows.filter(({ artifact }) => selected.has(artifact));
  const skips = view.skips.map((group) => ({ ...group, artifacts: group.artifacts.filter((id) => selected.has(id)) }));
  return {
    ...view,
    artifacts: view.artifacts.filter(({ id }) => selected.has(id)),
    outputs: ofSelected(view.outputs),
    warnings: ofSelected(view.warnings),
    skips: skips.filter(({ artifacts }) => artifacts.length > 0),
  };
}
