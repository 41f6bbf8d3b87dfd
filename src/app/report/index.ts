/*
 * Builds the report of a run, a page in one file.
 *
 * Start at report-of.ts; reading.ts reads what fits.
 * Must not know: how the page looks (report/ next to src/).
 */

export { appOf } from "./app.ts";
export { readForReport } from "./reading.ts";
export { type ReportRequest, type RunReport, reportOf } from "./report-of.ts";
