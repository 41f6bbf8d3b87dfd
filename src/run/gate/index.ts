import type { Condition } from "./conditions.ts";

export type { Condition } from "./conditions.ts";
export { type FindingOrigin, gapsOf, type RecordFacts, type RecordGap, recordFacts } from "./facts.ts";
export { type Breach, createGate, type Gate, isAboutRecord } from "./judge.ts";

/**
 * The conditions of an option that may be given several times, each value a list with commas: words, and CEL
 * expressions, whose library is loaded by those who ask only. Throws WCT_USAGE_CONDITION with all mistakes, each at its
 * place.
 */
export async function parseConditions(option: string, values: readonly string[]): Promise<readonly Condition[]> {
  const conditions = await import("./conditions.ts");
  return conditions.parseConditions(option, values);
}
