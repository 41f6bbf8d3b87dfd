/*
 * Finds names of persons in texts: word lists, a small sequence model, and second mentions of certain names.
 *
 * Start at find-names.ts, then runs.ts (what is looked at), features.ts (what the model sees) and tagger.ts (the model).
 * data/ is written by scripts/names/, which also explains where the words and the training texts come from.
 * Must not know: recognisers, rules, columns and files.
 */

export { isProgram } from "./code.ts";
export { findNames, type NameSpan } from "./find-names.ts";
export { calibrated } from "./tagger.ts";
