/*
 * The conditions of `wct check` and whether a run meets them.
 *
 * Start at conditions.ts, then policy-check.ts; facts.ts defines what expressions can use of a record.
 * Must not know: how a breach is shown, and what it does to the exit code.
 */

import type { Condition } from "./conditions.ts";

export type { Condition } from "./conditions.ts";
export { type FindingOrigin, gapsOf, recordFacts } from "./facts.ts";
export { type Breach, createPolicyCheck, isAboutRecord } from "./policy-check.ts";
export { UnreadPlaces } from "./unread.ts";

/**
 * Parses the conditions of an option that may be repeated. Each value is a comma-separated list of words and CEL
 * expressions. The CEL library is loaded only when this is called. Throws WCT_USAGE_CONDITION with all mistakes, each
 * with its position.
 */
export async function parseConditions(option: string, values: readonly string[]): Promise<readonly Condition[]> {
  const conditions = await import("./conditions.ts");
  return conditions.parseConditions(option, values);
}
