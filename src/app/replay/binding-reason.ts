import type { ExecutionPlan } from "../../domain/index.ts";
import { changeText, type UnverifiableReason } from "../../render/index.ts";
import { type Change, changesSince, type EarlierArtifact } from "../../run/index.ts";
import type { RecordedBinding } from "./bind-recorded.ts";
import { notDeterministic } from "./unverifiable.ts";

export interface BindingCheck {
  /** Null: the artifact can be made again. */
  readonly reason: UnverifiableReason | null;
  /** Whether the plugin's files are not those that made the artifact. */
  readonly isCodeChanged: boolean;
}

/** Compares what an artifact was made with and what is there now. */
export function checkBinding(earlier: EarlierArtifact, bound: RecordedBinding, plan: ExecutionPlan): BindingCheck {
  const { planned } = earlier;
  const [problem] = bound.problems;
  const [variable] = bound.unset;
  const not = (reason: UnverifiableReason): BindingCheck => ({ reason, isCodeChanged: false });
  if (problem !== undefined) return not({ kind: "not-bound", text: problem.message });
  if (variable !== undefined) return not({ kind: "variable", text: `the variable ${variable} is not set` });
  if (!bound.deterministic && "component" in planned.method)
    return not(notDeterministic(planned.method.component.type));
  const changes = changesOf(earlier, bound, plan);
  const [change] = changes.filter(({ part }) => part !== "plugin");
  const reason = change === undefined ? null : ({ kind: "changed", text: changeText(change, planned.config) } as const);
  return { reason, isCodeChanged: changes.some(({ part }) => part === "plugin") };
}

function changesOf(
  earlier: EarlierArtifact,
  { fingerprint, hasVariables }: RecordedBinding,
  plan: ExecutionPlan,
): readonly Change[] {
  const { planned } = earlier;
  const { configWritten, inputSchemas, recordFormat } = planned.fingerprint;
  // The configuration is that of the record, and the inputs are recorded ones.
  const now = { ...planned, fingerprint: { ...fingerprint, configWritten, inputSchemas, recordFormat } };
  const changes = changesSince(earlier, now, plan);
  // Without variables, a configuration has one value only.
  return hasVariables ? changes : changes.filter(({ part }) => part !== "imported" && part !== "variable");
}
