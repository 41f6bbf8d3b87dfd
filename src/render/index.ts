/*
 * Renders views as text, JSON, Mermaid, DOT, SVG, HTML and traces. Pure: takes values and returns text.
 *
 * Each view has a room: run/, dry-run/, replay/, timeline/, graph/, diff/, check/, report/, live/. All of them use text/;
 * shapes/ describes what `--json` prints.
 * Must not know: stores, terminals and the clock.
 */

export {
  type CheckTextOptions,
  renderCheckMarkdown,
  renderCheckText,
  unreadJson,
  unreadText,
} from "./check/index.ts";
export {
  type ComparedArtifact,
  type ContentDifference,
  type DiffView,
  diffJson,
  isDifferent,
  renderDiffMarkdown,
  renderDiffText,
} from "./diff/index.ts";
export { type DryRunView, dryRunJson, renderDryRun } from "./dry-run/index.ts";
export { elementColumns, elementRow, elementTable, schemaKeys } from "./elements/index.ts";
export {
  explanationJson,
  type FindingListStyle,
  listedFindingJson,
  renderExplanation,
  renderFindingLines,
  renderFindingList,
} from "./findings/index.ts";
export {
  type Annotation,
  type AnnotationPlace,
  drawings,
  fitBlocks,
  type JobSummary,
  jobSummaryBlocks,
  renderAnnotations,
} from "./github/index.ts";
export {
  type Drawing,
  drawingOf,
  type Grouping,
  graphJson,
  mermaidLimits,
  overviewOf,
  pictureOf,
  renderDot,
  renderGraphHtml,
  renderGraphSvg,
  renderGraphText,
  renderMermaid,
} from "./graph/index.ts";
export { apiVersion, diagnosticsJson, findingJson, runHeaderJson, runListJson } from "./json.ts";
export { lineageJson, renderLineage } from "./lineage.ts";
export {
  createLiveModel,
  createPlainLines,
  createSettled,
  type FrameOptions,
  type LiveModel,
  renderFrame,
  type SettledLines,
} from "./live/index.ts";
export { openLineageEvents } from "./openlineage/index.ts";
export { otlpTrace } from "./otlp/index.ts";
export {
  type DifferingValue,
  differencePath,
  type ReplayDifference,
  type ReplayVerification,
  renderReplayVerification,
  replayVerificationJson,
  type UnverifiableReason,
  type VerifiedArtifact,
} from "./replay/index.ts";
export {
  type ReportApp,
  type ReportContent,
  type ReportData,
  type ReportReading,
  renderReportHtml,
  reportData,
  shares,
  shorten,
  startScript,
} from "./report/index.ts";
export { changeText, reuseLines, reuseReason, selectionText } from "./reuse.ts";
export type { ArtifactRow, RunView, SkipGroup } from "./run/index.ts";
export {
  eventLine,
  formatCounts,
  messageCounts,
  paintStatus,
  type ReplayStyle,
  type RunListOptions,
  renderArtifactDetails,
  renderRunEnding,
  renderRunList,
  renderRunSummary,
  replayHeaderJson,
  replayLine,
  replayStepJson,
  runJson,
  widestTally,
} from "./run/index.ts";
export type {
  ArtifactMetadataShape,
  ArtifactSchemaShape,
  BundleShape,
  CheckShape,
  ComponentListShape,
  CopyShape,
  DecisionShape,
  ErasureShape,
  ExplanationShape,
  ExportShape,
  FilesShape,
  FindingListShape,
  FindingShape,
  ImportShape,
  InputsShape,
  ListedFindingShape,
  LogShape,
  MatchesShape,
  MigrationShape,
  PruneShape,
  RecordDraftShape,
  ReportShape,
  RulesetTestShape,
  RunRecordShape,
  TableShape,
  VerificationShape,
} from "./shapes/index.ts";
export {
  command,
  cutTo,
  formatBytes,
  formatCount,
  formatDuration,
  formatMoment,
  formatPercent,
  type Invocation,
  type Palette,
  paint,
  plural,
  renderTable,
  safeText,
  shellWord,
  textWidth,
  withProgram,
  wrapped,
} from "./text/index.ts";
export {
  type Advice,
  type Prediction,
  renderTimelineHtml,
  renderTimelineSvg,
  renderTimelineText,
  type TraceEvent,
  timelineJson,
  timelineTrace,
  type WhatIfResult,
} from "./timeline/index.ts";
export type { TracedRun } from "./traced-run.ts";
export { renderWorkerList, workerListJson } from "./workers/index.ts";
