/*
 * Renders findings for a person: a list, and the explanation of one finding.
 *
 * Start at list-text.ts and explanation.ts; sentences.ts has the words.
 * Must not know: where findings and reviews come from.
 */

export { type ExplainedFinding, explanationJson } from "./explanation.ts";
export { type ExplanationStyle, renderExplanation } from "./explanation-text.ts";
export { type FindingListStyle, renderFindingLines, renderFindingList } from "./list-text.ts";
export { listedFindingJson } from "./listed.ts";
