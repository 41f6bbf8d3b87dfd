/*
 * Finds phrases and context words of rules in texts: whole words, in any case.
 *
 * Start at phrase-index.ts.
 * Must not know: rules, columns and files. It reads texts only.
 */

export { anyCase } from "./any-case.ts";
export { foldedUnit } from "./character-classes.ts";
export { type Ending, endingIn } from "./ending.ts";
export { kept } from "./kept.ts";
export { KeyTable, KeyTriples, nextTriple } from "./key-table.ts";
export { PhraseIndex } from "./phrase-index.ts";
export { RequiredIndex } from "./required-index.ts";
export { WholeWords } from "./whole-words.ts";
