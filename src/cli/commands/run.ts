import { renderDiagnostic } from "../../diagnostics/index.ts";
import type { ExecutionPlan, RunEvent } from "../../domain/index.ts";
import { renderRunJson, renderRunSummary } from "../../render/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../program.ts";
import { environment } from "../wiring/env.ts";
import { eventLine } from "../wiring/event-lines.ts";
import { executeRecorded, type RecordedRun } from "../wiring/execute.ts";
import { readText } from "../wiring/files.ts";
import { chooseExports } from "../wiring/outputs.ts";
import { type PlannedRunbook, planRunbook } from "../wiring/plan.ts";
import { loadRegistry } from "../wiring/registry.ts";
import { writeStore } from "../wiring/store.ts";
import { palette } from "./runs.ts";

export interface RunOptions extends GlobalOptions {
  readonly maxConcurrency?: number;
  readonly workers?: number;
  readonly timeout?: number;
  readonly output?: string;
  readonly export?: readonly string[];
  readonly envFile?: string;
}
