/*
 * Matches in texts that rules give and not recognisers: phrases with a second signal, and names behind labels.
 *
 * Start at hit.ts, what a match is; phrase-hits.ts and label-hits.ts find them.
 * Must not know: columns and files.
 */

export type { Hit } from "./hit.ts";
export { labelHits } from "./label-hits.ts";
export { phraseHits } from "./phrase-hits.ts";
