import {
  type EntityWords,
  entityWords,
  type PersonalDataRule,
  type PersonalDataRuleset,
  type Phrase,
  phraseOf,
  type RecogniserId,
} from "../rules/index.ts";

/** A rule with parsed phrases and with its context words as one regular expression. */
export interface CompiledRule {
  readonly rule: PersonalDataRule;
  readonly names: readonly Phrase[];
  readonly exclude: readonly Phrase[];
  readonly beside: readonly Phrase[];
  readonly vocabulary: ReadonlySet<string>;
  /** Has the flag `g`, so use it only with `matchAll`. */
  readonly phrases: RegExp | undefined;
  readonly context: RegExp | undefined;
}

export interface CompiledRules {
  readonly rules: readonly CompiledRule[];
  readonly entities: EntityWords;
  /** The rule for the matches of each recogniser. */
  readonly byRecogniser: ReadonlyMap<RecogniserId, CompiledRule>;
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
      phrases: wholeWords(rule.phrases, { flags: "giu", ending: "(?:'?s)?" }),
      context: wholeWords(rule.context),
    }),
  );
  const byRecogniser = new Map<RecogniserId, CompiledRule>();
  for (const compiled of rules) {
    const id = compiled.rule.recogniser;
    if (id !== undefined && !byRecogniser.has(id)) byRecogniser.set(id, compiled);
  }
  return { rules, entities: entityWords(ruleset.entities), byRecogniser };
}

/** Expands `<person> name` to customer name, employee name, and so on. */
function expanded(phrase: string, persons: readonly string[]): readonly string[] {
  return phrase.includes("<person>") ? persons.map((person) => phrase.replace("<person>", person)) : [phrase];
}

/** Matches whole words only, because a context word inside another word is meaningless. */
function wholeWords(words: readonly string[], { flags, ending } = { flags: "iu", ending: "" }): RegExp | undefined {
  if (words.length === 0) return undefined;
  const alternatives = words
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "[ _-]?"))
    .sort((a, b) => b.length - a.length);
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join("|")})${ending}(?![\\p{L}\\p{N}])`, flags);
}
