import { wctError } from "../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan, PlannedArtifact } from "../domain/index.ts";
import { artifactState, type History, type RunState } from "../run/index.ts";
import { StepScope } from "./step-scope.ts";
import type { StopPoint } from "./stop.ts";

/** What a move over or out of child runbooks depends on. */
export interface LevelContext {
  readonly plan: ExecutionPlan;
  readonly point: StopPoint | null;
  /** The state at the point. */
  readonly state: RunState;
  /** Returns the events so far. */
  readonly history: () => History;
}

/**
 * Returns the artifacts at which a move over child runbooks stops: those of the runbook of the point, and of the
 * runbooks that include it; if these are skipped, all others. Null if these are all.
 */
export function ownLevel({ plan, point, state, history }: LevelContext): StepScope | null {
  const group = groupAt(plan, point);
  const own = plan.artifacts.filter((one) => isWithin(group, one.group));
  if (own.length === plan.artifacts.length) return null;
  return new StepScope([idsOf(own), idsOf(plan.artifacts)], { history, seq: state.seq });
}

/**
 * Returns the artifacts at which a move out of a child runbook stops: those that need an artifact of the child and have
 * not started; if there are none, those of the runbooks that include the child; if there are none of them either, all
 * that are not in the child. Throws WCT_DEBUG_NOT_NOW if the point is in no child runbook.
 */
export function outerLevel({ plan, point, state, history }: LevelContext): StepScope {
  const group = groupAt(plan, point);
  if (group.length === 0) {
    throw wctError("WCT_DEBUG_NOT_NOW", {
      message: point === null ? "there is no artifact at hand here" : `"${point.artifact}" is in no child runbook`,
      hint: "`next` goes to the next stop, `until end` to the end of the run",
    });
  }
  const inside = new Set(idsOf(plan.artifacts.filter((one) => isWithin(one.group, group))));
  const users = plan.artifacts.filter(
    ({ id, inputs }) =>
      !inside.has(id) && inputs.some((input) => inside.has(input)) && artifactState(state, id).status === "pending",
  );
  const including = group.slice(0, -1);
  const levels = [
    users,
    plan.artifacts.filter((one) => isWithin(including, one.group)),
    plan.artifacts.filter(({ id }) => !inside.has(id)),
  ];
  return new StepScope(levels.map(idsOf), { history, seq: state.seq });
}

/** Whether a group is another one or in it. */
const isWithin = (group: readonly string[], outer: readonly string[]): boolean =>
  outer.every((name, depth) => group[depth] === name);

const groupAt = ({ artifacts }: ExecutionPlan, point: StopPoint | null): readonly string[] =>
  artifacts.find(({ id }) => id === point?.artifact)?.group ?? [];

const idsOf = (artifacts: readonly PlannedArtifact[]): readonly ArtifactId[] => artifacts.map(({ id }) => id);
