export { type ReportReading, type ReportSource, reportData } from "./data.ts";
export { findingRow, isFindingStream, placeOf } from "./findings.ts";
export { type ReportApp, renderReportHtml, startScript } from "./html.ts";
export type {
  ReportContent,
  ReportData,
  ReportFinding,
  ReportVerification,
} from "./model.ts";
export { shares, shorten } from "./shorten.ts";
