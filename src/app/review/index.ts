/*
 * What a person does with findings: list them, look at one, decide about some.
 *
 * Start at list-findings.ts, then explain-finding.ts and decide.ts.
 * Must not know: how a list or an explanation is shown, and the file format of baselines.
 */

export { type DecisionRequest, decide } from "./decide.ts";
export { explainFinding } from "./explain-finding.ts";
export type { FindingFilter } from "./filter.ts";
export { listFindings } from "./list-findings.ts";
export { gitReviewer } from "./reviewer.ts";
export { unknownNameText } from "./unknown-names.ts";
