import type { ArtifactId, ExecutionPlan, RunEvent, RunSummary } from "../../../domain/index.ts";
import type { ReplayStyle } from "../../../render/index.ts";
import { type History, interruptedState, type RunState } from "../../../run/index.ts";
import type { Io } from "../../io.ts";

/** A recorded run that is replayed. */
export interface Replaying {
  readonly io: Io;
  readonly run: RunSummary;
  readonly plan: ExecutionPlan;
  readonly history: History;
  /** Number of the last event to show. */
  readonly last: number;
  /** The artifacts whose events are shown, besides those of the run; null: all. */
  readonly selected: ReadonlySet<ArtifactId> | null;
  readonly style: ReplayStyle;
}

/** Returns the state after an event; at the end of the record, an interrupted run is shown as interrupted. */
export function stateAt({ run, history }: Pick<Replaying, "run" | "history">, seq: number): RunState {
  const state = history.state(seq);
  return seq === history.length && run.status === "interrupted" ? interruptedState(state) : state;
}

/** Returns whether an event is about the run or a selected artifact. */
export function isShown({ selected }: Pick<Replaying, "selected">, event: RunEvent): boolean {
  return selected === null || !("artifact" in event) || event.artifact === null || selected.has(event.artifact);
}
