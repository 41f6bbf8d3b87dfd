/*
 * Finds what texts say of persons besides names and numbers: age, nationality, residence and employer.
 *
 * Start at fact.ts, what a fact and the ways to say it are; then age.ts, the shortest grammar, find-facts.ts and behind-names.ts.
 * Must not know: rules, names and files. The caller says where persons are.
 */

export { factsBehindName } from "./behind-names.ts";
export { type FactKind, factKinds, type PersonFact } from "./fact.ts";
export { factsAround, factTriggers } from "./find-facts.ts";
export { adverb, personNoun, pronoun } from "./person-words.ts";
