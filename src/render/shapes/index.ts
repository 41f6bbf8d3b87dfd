/*
 * Defines one shape for each answer of `--json`: types for the code that renders it, and the published JSON Schemas.
 *
 * Start at answers.ts, which lists them by kind. Commands import only types from here, so that none of it is loaded.
 * Must not know: how an answer is computed.
 */

export { type AnswerShape, answerShapes } from "./answers.ts";
export type { ArtifactMetadataShape, LogShape } from "./artifact.ts";
export type { BundleShape, CopyShape, ErasureShape, ImportShape, RunRecordShape } from "./bundles.ts";
export type { CheckShape } from "./check.ts";
export type { ComponentListShape, FilesShape, RulesetTestShape } from "./components.ts";
export type { DiagnosticsShape, MigrationShape } from "./diagnostics.ts";
export type { DiffShape, FindingShape } from "./diff.ts";
export type { DryRunShape } from "./dry-run.ts";
export type { DecisionShape, ExplanationShape, FindingListShape, ListedFindingShape } from "./findings.ts";
export type { PlanShape } from "./graph.ts";
export type {
  ArtifactSchemaShape,
  InputsShape,
  LineageShape,
  MatchesShape,
  ReplayShape,
  TableShape,
} from "./inspection.ts";
export type { ReplayVerificationShape, UnverifiableKind } from "./replay-verification.ts";
export type { RunListShape, RunShape } from "./runs.ts";
export type { ExportShape, PruneShape, RecordDraftShape, ReportShape, VerificationShape } from "./store.ts";
export type { TimelineShape } from "./timeline.ts";
export type { WorkerListShape } from "./workers.ts";
