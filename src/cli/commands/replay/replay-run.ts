import type { ExecutionPlan, RunSummary } from "../../../domain/index.ts";
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
  readonly style: ReplayStyle;
}

/** Returns the state after an event; at the end of the record, an interrupted run is shown as interrupted. */
export function stateAt({ run, history }: Pick<Replaying, "run" | "history">, seq: number): RunState {
  const state = history.state(seq);
  return seq === history.length && run.status === "interrupted" ? interruptedState(state) : state;
}
