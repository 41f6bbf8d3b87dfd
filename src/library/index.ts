/*
 * The library: a thin facade over app/, for programs that embed wct.
 *
 * Start at open-wct.ts; docs/guide/library.md shows it in use.
 * Must not know: terminals, exit codes, how a use case works.
 */

// Types of parameters and results.
export type { BundleTarget, CopiedRun, ImportedRun, StoreTarget, WrittenBundle } from "../app/bundle/index.ts";
export type { ListedComponent, ListedRule, ListKind } from "../app/components/index.ts";
export type { ExportedFile, ExportedRun, ExporterOptions, RunExportRequest } from "../app/export/index.ts";
export type { GraphFormat } from "../app/graph/index.ts";
export type { RunbookStart, StartedPlugin, StartedRunbook } from "../app/init/index.ts";
export type { ArtifactMetadata, ArtifactSchema, FoundLineage } from "../app/inspect/index.ts";
export type { RunListFilter } from "../app/open/index.ts";
export type { DefaultRunbook, Validated } from "../app/plan/index.ts";
export type { TimedRun, TimelineRequest } from "../app/predict/index.ts";
export type { RunFacts } from "../app/record/index.ts";
export type { ReplayVerificationRequest } from "../app/replay/index.ts";
export type { ReportRequest, RunReport } from "../app/report/index.ts";
export type { Erasure, ErasureRules, Pruned, PruneRules } from "../app/retention/index.ts";
export type { PrepareOptions, ReuseSource } from "../app/run/index.ts";
export type { Verification, Verified } from "../app/verify/index.ts";
export type {
  Breakpoint,
  BreakpointRequest,
  DebugSession,
  FailureFilter,
  Move,
  SessionPosition,
  StopPoint,
  StopReason,
} from "../debug/index.ts";
export type { JsonObject, JsonValue, RunOutcome } from "../domain/index.ts";
export type {
  CheckShape,
  DiffView,
  DryRunView,
  ExplanationShape,
  FindingShape,
  Grouping,
  InputsShape,
  Prediction,
  ReplayVerification,
  RunView,
  VerifiedArtifact,
} from "../render/index.ts";
export type { ArtifactState, Graph, History, HistoryStep, Lineage, ReuseDecision, Timeline } from "../run/index.ts";
export { DebuggedRun, type DebugRecordOptions, type DebugRunOptions } from "./debugged-run.ts";
export type { DrawGraphOptions, DrawnGraph } from "./drawing.ts";
export type { DryRunRequest, DryRunResult } from "./dry-run.ts";
export { openWct, type PlanningOptions, Wct, type WctOptions } from "./open-wct.ts";
export { type ArtifactContent, OpenedArtifact, type SelectedValue } from "./opened-artifact.ts";
export { OpenedRun, type PolicyRequest } from "./opened-run.ts";
export type { ConfigValue } from "./overrides.ts";
export { type PlanGraphOptions, RunbookPlan } from "./runbook-plan.ts";
export type { RunningRun, RunOptions, RunResult } from "./running-run.ts";
export { type RemovalMode, Runs } from "./runs.ts";
