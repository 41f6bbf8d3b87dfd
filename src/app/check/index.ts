/*
 * Judges a run's findings and records by a policy, with a baseline of accepted findings.
 *
 * Start at judge-run.ts.
 * Must not know: the conditions themselves (run/policy/), and where the answer is shown.
 */

export { acceptFindings } from "./accept-findings.ts";
export { judgeRun } from "./judge-run.ts";
export type { Judgement } from "./judgement.ts";
export { requireConditions } from "./require-conditions.ts";
