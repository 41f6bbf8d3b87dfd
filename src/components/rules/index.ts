/*
 * Rulesets, and what all findings share: ids, confidence, locations, limits, and the matching of words.
 *
 * Start at ruleset.ts for the format and at load.ts for reading. words.ts and wildcard.ts match names and phrases.
 * Must not know: the processors that use them, and any layer except the contract in ../../plugin.
 */

export { writtenOut } from "./abbreviations.ts";
export { type EntityWords, entityWords } from "./entity-words.ts";
export { byText, confidenceOf, countBy, entitySignature, findingId, joinLimits, rounded } from "./findings.ts";
export { joinLanguages } from "./languages.ts";
export { type LoadedRuleset, loadRuleset, parseRuleset } from "./load.ts";
export { withoutMarks } from "./marks.ts";
export { flagsOf, longestMatch, type ValidatorId, type ValuePattern, valuePattern, wholeValue } from "./pattern.ts";
export { PhraseList } from "./phrase-list.ts";
export { type RecogniserId, recogniserIds } from "./recogniser-ids.ts";
export {
  dataSubjectRuleset,
  type GdprClassRule,
  gdprClassRuleset,
  type PersonalDataRule,
  type PersonalDataRuleset,
  type PurposeRule,
  personalDataRuleset,
  processingPurposeRuleset,
  type RuleExample,
  type SignalExample,
  type SignalRule,
  type SignalWeights,
  type SubjectRule,
} from "./ruleset.ts";
export {
  describesPerson,
  type Entity,
  readEntity,
  referencedTables,
  type TypeFamily,
  typeFamily,
} from "./tables.ts";
export { wildcards } from "./wildcard.ts";
export { matchPhrases, type Phrase, type PhraseMatch, phraseOf, wordsOf } from "./words.ts";
