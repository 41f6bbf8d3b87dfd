import type { ExecutionPlan, RunSummary } from "../../domain/index.ts";
import type { ReplayStyle } from "../../render/index.ts";
import type { History } from "../../run/index.ts";
import type { Io } from "../io.ts";

/** A run that is shown again. */
export interface Replaying {
  readonly io: Io;
  readonly run: RunSummary;
  readonly plan: ExecutionPlan;
  readonly history: History;
  /** Number of the last event to show. */
  readonly last: number;
  readonly style: ReplayStyle;
}
