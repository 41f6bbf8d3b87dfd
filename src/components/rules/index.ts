export { byText, confidenceOf, countBy, entityKey, findingId, joinLimits, placeOf, rounded } from "./findings.ts";
export { type LoadedRuleset, loadRuleset, parseRuleset } from "./load.ts";
export { type RecogniserId, recogniserIds } from "./recogniser-ids.ts";
export {
  dataSubjectRuleset,
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
  type EntityWords,
  entityWords,
  type PersonLink,
  readEntity,
  referencedTables,
  type TypeFamily,
  typeFamily,
} from "./tables.ts";
export { wildcards } from "./wildcard.ts";
export { matchPhrases, type Phrase, type PhraseMatch, phraseOf, singular, wordsOf } from "./words.ts";
