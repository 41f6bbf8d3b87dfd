/*
 * Builds the data and the page of `wct report`. Its views are in report/ and are bundled separately.
 *
 * Start at data.ts; model.ts is the data of the page, html.ts combines both.
 * Must not know: how content is read: it receives elements.
 */

export { type ReportReading, reportData } from "./data.ts";
export { type ReportApp, renderReportHtml, startScript } from "./html.ts";
export type { ReportContent, ReportData } from "./model.ts";
export { shares, shorten } from "./shorten.ts";
