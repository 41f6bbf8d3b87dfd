/*
 * Matches in texts that rules give and not recognisers: phrases with a second signal, names behind labels, and
 * what is said of persons.
 *
 * Start at hit.ts, what a match is; phrase-hits.ts, label-hits.ts, fact-hits.ts and statement-hits.ts find them.
 * Must not know: columns and files.
 */

export { factHits } from "./fact-hits.ts";
export type { Hit } from "./hit.ts";
export { labelHits } from "./label-hits.ts";
export { phraseHits } from "./phrase-hits.ts";
export { statementHits, withoutLabels } from "./statement-hits.ts";
export { websiteHits } from "./website-hits.ts";
