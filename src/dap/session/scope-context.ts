import type { OpenedDebug } from "../../app/debug/index.ts";
import type { RecordedRun } from "../../app/record/index.ts";
import type { VariableReferences } from "../variables/index.ts";

/** What the variables of a stop are made from. */
export interface ScopeContext {
  readonly opened: OpenedDebug;
  readonly references: VariableReferences;
  /** The run as the session shows it; read once for each stop. */
  readonly record: () => Promise<RecordedRun>;
}
