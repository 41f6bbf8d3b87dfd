import {
  type EntityWords,
  entityWords,
  type PersonalDataRule,
  type PersonalDataRuleset,
  type Phrase,
  phraseOf,
  type RecogniserId,
} from "../rules/index.ts";
import { type FactKind, factTriggers } from "./facts/index.ts";
import { type CompiledPattern, compilePattern } from "./patterns/compiled-pattern.ts";
import { alternativesOf, PhraseIndex, wholeWords } from "./phrases/index.ts";

/** A rule with parsed names and with its context words as one regular expression. */
export interface CompiledRule {
  readonly rule: PersonalDataRule;
  readonly names: readonly Phrase[];
  readonly exclude: readonly Phrase[];
  readonly beside: readonly Phrase[];
  readonly vocabulary: ReadonlySet<string>;
  readonly context: RegExp | undefined;
}

export interface CompiledRules {
  readonly rules: readonly CompiledRule[];
  readonly entities: EntityWords;
  /** The rule for the matches of each recogniser. */
  readonly byRecogniser: ReadonlyMap<RecogniserId, CompiledRule>;
  /** The phrases of the rules, and the words without which no fact about a person is said. */
  readonly phrases: PhraseIndex<CompiledRule | FactKind>;
  /** The patterns of values of all rules, in their order. */
  readonly patterns: readonly CompiledPattern<CompiledRule>[];
  /** Words for one person, and words that say that a sentence speaks of a subject; undefined if the ruleset has none. */
  readonly persons: RegExp | undefined;
  readonly topics: RegExp | undefined;
}

export function compileRules(ruleset: PersonalDataRuleset): CompiledRules {
  const general = ruleset.exclude.map(phraseOf);
  const rules = ruleset.rules.map(
    (rule): CompiledRule => ({
      rule,
      names: rule.names.flatMap((name) => expanded(name, ruleset.entities.person)).map(phraseOf),
      exclude: [...general, ...rule.exclude.map(phraseOf)],
      beside: rule.beside.map(phraseOf),
      vocabulary: new Set(rule.values.map((value) => value.toLowerCase())),
      context: anyOf(rule.context),
    }),
  );
  const byRecogniser = new Map<RecogniserId, CompiledRule>();
  for (const compiled of rules) {
    const id = compiled.rule.recogniser;
    if (id !== undefined && !byRecogniser.has(id)) byRecogniser.set(id, compiled);
  }
  const facts = factTriggers.filter(({ kind }) => byRecogniser.has(kind));
  const phrases = new PhraseIndex<CompiledRule | FactKind>([
    ...rules.map((owner) => ({ owner, phrases: owner.rule.phrases })),
    ...facts.map(({ kind, words }) => ({ owner: kind, phrases: words })),
  ]);
  const patterns = rules.flatMap((owner) => owner.rule.patterns.map((pattern) => compilePattern(pattern, owner)));
  const [persons, topics] = [anyOf(ruleset.persons), anyOf(ruleset.topics)];
  return { rules, entities: entityWords(ruleset.entities), byRecogniser, phrases, patterns, persons, topics };
}

const anyOf = (words: readonly string[]): RegExp | undefined =>
  words.length === 0 ? undefined : wholeWords(alternativesOf(words));

/** Expands `<person> name` to customer name, employee name, and so on. */
function expanded(phrase: string, persons: readonly string[]): readonly string[] {
  return phrase.includes("<person>") ? persons.map((person) => phrase.replace("<person>", person)) : [phrase];
}
