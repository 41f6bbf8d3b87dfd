import {
  type EntityWords,
  entityWords,
  joinLanguages,
  type PersonalDataRule,
  type PersonalDataRuleset,
  type Phrase,
  PhraseList,
  phraseOf,
  type RecogniserId,
} from "../rules/index.ts";
import { factTriggers } from "./facts/index.ts";
import { type CompiledPattern, compilePattern } from "./patterns/compiled-pattern.ts";
import { PhraseIndex, WholeWords } from "./phrases/index.ts";
import { statementsByTrigger } from "./statements/index.ts";

/** A rule with parsed names and with its context words. */
export interface CompiledRule {
  readonly rule: PersonalDataRule;
  readonly exclude: readonly Phrase[];
  readonly beside: Neighbours | undefined;
  /** Words of which one must stand beside the name. */
  readonly with: readonly Phrase[];
  readonly about: readonly Phrase[];
  readonly aboutKeys: readonly Phrase[];
  readonly vocabulary: ReadonlySet<string>;
  readonly context: WholeWords | undefined;
}

/** Columns of which one must stand in the same table. */
interface Neighbours {
  readonly phrases: PhraseList<true>;
  /** The names of another rule, which are none where that rule says so: an `ip_address` is no address. */
  readonly ofRules: PhraseList<true>;
  readonly excluded: readonly Phrase[];
}

export interface CompiledRules {
  readonly rules: readonly CompiledRule[];
  /** The names of all rules. */
  readonly names: PhraseList<CompiledRule>;
  readonly entities: EntityWords;
  /** The rule for the matches of each recogniser. */
  readonly byRecogniser: ReadonlyMap<RecogniserId, CompiledRule>;
  /** The phrases of the rules, and the words without which no fact about a person is said, by its kind. */
  readonly phrases: PhraseIndex<CompiledRule | string>;
  /** The patterns of values of all rules, in their order. */
  readonly patterns: readonly CompiledPattern<CompiledRule>[];
  /** Words for one person, and words that say that a sentence speaks of a subject; undefined if the ruleset has none. */
  readonly persons: WholeWords | undefined;
  readonly topics: WholeWords | undefined;
}

/** Beside a phrase of a special category these say a fact about somebody: `iep_flag`, `is_diabetic`, `hiv_status`. */
const ofFacts: ReadonlySet<string> = new Set(["flag", "is", "has", "status"]);

export function compileRules(written: PersonalDataRuleset): CompiledRules {
  const ruleset = joinLanguages(written);
  const general = ruleset.exclude.map(phraseOf);
  const named = new Map(ruleset.rules.map((rule) => [rule.id, rule] as const));
  const rules = ruleset.rules.map(
    (rule): CompiledRule => ({
      rule,
      exclude: [
        ...general.filter(({ shown }) => !rule.special_category || !ofFacts.has(shown)),
        ...rule.exclude.map(phraseOf),
      ],
      beside: besideOf(rule, named),
      with: rule.with.map(phraseOf),
      about: rule.about.map(phraseOf),
      aboutKeys: rule.about_keys.map(phraseOf),
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
  const phrases = new PhraseIndex<CompiledRule | string>([
    ...rules.map((owner) => ({ owner, phrases: owner.rule.phrases })),
    ...facts.map(({ kind, words }) => ({ owner: kind, phrases: words })),
    ...[...statementsByTrigger].map(([owner, [statement]]) => ({ owner, phrases: statement?.triggers ?? [] })),
  ]);
  const telling = ruleset.rules.flatMap(({ tells, names }) => (tells === undefined ? [] : { tells, phrases: names }));
  const entities = entityWords({ ...ruleset, telling });
  const names = new PhraseList<CompiledRule>(entities.isNeutral);
  for (const compiled of rules) names.add(compiled, compiled.rule.names);
  const patterns = rules.flatMap((owner) => owner.rule.patterns.map((pattern) => compilePattern(pattern, owner)));
  const [persons, topics] = [anyOf(ruleset.persons), anyOf(ruleset.topics)];
  return { rules, names, entities, byRecogniser, phrases, patterns, persons, topics };
}

const anyOf = (words: readonly string[]): WholeWords | undefined =>
  words.length === 0 ? undefined : new WholeWords(words);

function besideOf(
  { beside }: PersonalDataRule,
  named: ReadonlyMap<string, Pick<PersonalDataRule, "names" | "exclude">>,
): Neighbours | undefined {
  if (beside.length === 0) return undefined;
  const rules = beside.flatMap((one) => (one.startsWith("@") ? (named.get(one.slice(1)) ?? []) : []));
  return {
    phrases: new PhraseList<true>().add(
      true,
      beside.filter((one) => !one.startsWith("@")),
    ),
    ofRules: new PhraseList<true>().add(
      true,
      rules.flatMap(({ names }) => names),
    ),
    excluded: rules.flatMap(({ exclude }) => exclude.map(phraseOf)),
  };
}
