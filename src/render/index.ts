export { renderArtifactStory, type StoryOptions } from "./artifact-story.ts";
export { type Call, command, plainCall, withProgram } from "./call.ts";
export { type CheckTextOptions, renderCheckMarkdown, renderCheckText } from "./check/index.ts";
export {
  type ComparedArtifact,
  type ContentDifference,
  type DiffView,
  diffJson,
  isDifferent,
  renderDiffMarkdown,
  renderDiffText,
} from "./diff/index.ts";
export {
  cellOf,
  type ElementColumn,
  type ElementTable,
  elementColumns,
  elementRow,
  elementTable,
  schemaKeys,
} from "./element-table.ts";
export { type EventLineOptions, eventLine } from "./event-line.ts";
export { findingJson } from "./finding.ts";
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
  collapse,
  type Drawing,
  type DrawnEdge,
  type DrawnNode,
  type DrawOptions,
  drawingOf,
  type GraphTextOptions,
  graphJson,
  mermaidLimits,
  renderDot,
  renderGraphHtml,
  renderGraphSvg,
  renderGraphText,
  renderMermaid,
} from "./graph/index.ts";
export { apiVersion, diagnosticsJson, runHeaderJson, runListJson } from "./json.ts";
export { lineageJson, renderLineage } from "./lineage.ts";
export {
  createLiveModel,
  createPlainLines,
  createSettled,
  type FrameOptions,
  type LiveModel,
  type LiveRow,
  type LiveView,
  type PlainLines,
  renderFrame,
  type Settled,
  type SettledOptions,
} from "./live/index.ts";
export { openLineageEvents } from "./openlineage/index.ts";
export { otlpTrace } from "./otlp/index.ts";
export { type Paint, type Palette, paint, safeText } from "./paint.ts";
export { type ReplayStyle, replayHeaderJson, replayLine, replayStepJson, tallyText, widestTally } from "./replay.ts";
export {
  findingRow,
  isFindingStream,
  type ReportApp,
  type ReportContent,
  type ReportData,
  type ReportFinding,
  type ReportReading,
  type ReportVerification,
  renderReportHtml,
  reportData,
  shares,
  shorten,
  startScript,
} from "./report/index.ts";
export { type RunEnding, renderRunEnding } from "./run-ending.ts";
export { formatCounts, paintStatus, type RunListOptions, renderRunList } from "./run-list.ts";
export {
  renderRunSummary,
  runJson,
  type SummaryOptions,
} from "./run-summary.ts";
export type { ArtifactRow, OutputRow, RunView, SkipGroup } from "./run-view.ts";
export type { ArtifactMetadataShape, LogShape } from "./shapes/artifact.ts";
export type { BundleShape, ErasureShape, ImportShape, RunRecordShape } from "./shapes/bundles.ts";
export type { CheckShape } from "./shapes/check.ts";
export type { ComponentListShape, FilesShape } from "./shapes/components.ts";
export type { FindingShape } from "./shapes/diff.ts";
export type {
  ArtifactSchemaShape,
  InputsShape,
  LineageShape,
  MatchesShape,
  ReplayShape,
  TableShape,
} from "./shapes/looking.ts";
export type { ExportShape, PruneShape, ReportShape, VerificationShape } from "./shapes/store.ts";
export { shellWord } from "./shell-word.ts";
export { type Column, renderTable, textWidth } from "./table.ts";
export { takeoverLines } from "./takeover.ts";
export {
  type Advice,
  type Outlook,
  type Prediction,
  renderTimelineHtml,
  renderTimelineSvg,
  renderTimelineText,
  type TimelineTextOptions,
  type TraceEvent,
  timelineJson,
  timelineTrace,
} from "./timeline/index.ts";
export type { DescribedSchema, ToldRun } from "./told-run.ts";
export { formatBytes, formatCount, formatDuration, plural } from "./units.ts";
export { wrapped } from "./wrap.ts";
