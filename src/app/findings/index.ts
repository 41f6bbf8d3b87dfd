/*
 * Reads the findings and the records of processing of a run.
 *
 * Start at judged-findings.ts.
 * Must not know: what is done with them.
 */

export { type JudgedFinding, judgedFindings, judgedRecords, type Unjudged } from "./judged-findings.ts";
