import {
  type EntityWords,
  entityWords,
  type PersonalDataRule,
  type PersonalDataRuleset,
  type Phrase,
  PhraseList,
  phraseOf,
  type RecogniserId,
  spellingsOf,
} from "../rules/index.ts";
import { alternativesOf, PhraseIndex, wholeWords } from "./phrases/index.ts";

/** A rule with parsed names and with its context words as one regular expression. */
export interface CompiledRule {
  readonly rule: PersonalDataRule;
  readonly names: readonly Phrase[];
  readonly exclude: readonly Phrase[];
  readonly beside: PhraseList<true> | undefined;
  /** Words of which one must stand beside the name. */
  readonly with: readonly Phrase[];
  readonly about: readonly Phrase[];
  readonly vocabulary: ReadonlySet<string>;
  readonly context: RegExp | undefined;
}

export interface CompiledRules {
  readonly rules: readonly CompiledRule[];
  /** The names of all rules. */
  readonly names: PhraseList<CompiledRule>;
  readonly entities: EntityWords;
  /** The rule for the matches of each recogniser. */
  readonly byRecogniser: ReadonlyMap<RecogniserId, CompiledRule>;
  readonly phrases: PhraseIndex<CompiledRule>;
}

export function compileRules(ruleset: PersonalDataRuleset): CompiledRules {
  const general = ruleset.exclude.map(phraseOf);
  const lists = joinedLists(ruleset);
  const parts = partsOf(ruleset);
  const named = new Map(ruleset.rules.map((rule) => [rule.id, namesOf(rule, ruleset, parts)] as const));
  const rules = ruleset.rules.map(
    (rule): CompiledRule => ({
      rule,
      names: named.get(rule.id) ?? [],
      exclude: [...general, ...rule.exclude.map(phraseOf)],
      beside: besideOf(rule, named),
      with: rule.with.flatMap((word) => expanded(word, parts)).map(phraseOf),
      about: rule.about.map(phraseOf),
      vocabulary: new Set(rule.values.map((value) => value.toLowerCase())),
      context: rule.context.length === 0 ? undefined : wholeWords(alternativesOf(rule.context)),
    }),
  );
  const byRecogniser = new Map<RecogniserId, CompiledRule>();
  for (const compiled of rules) {
    const id = compiled.rule.recogniser;
    if (id !== undefined && !byRecogniser.has(id)) byRecogniser.set(id, compiled);
  }
  const entities = entityWords(lists, {
    names: rules.flatMap(({ names }) => names),
    exclude: general,
    telling: rules.flatMap(({ rule: { tells }, names }) => (tells === undefined ? [] : { tells, phrases: names })),
  });
  const phrases = new PhraseIndex(rules.map((owner) => ({ owner, phrases: owner.rule.phrases })));
  const names = new PhraseList<CompiledRule>(entities.isNeutral);
  for (const compiled of rules) names.add(compiled, compiled.names);
  return { rules, names, entities, byRecogniser, phrases };
}

/** The lists of entities with the words of all languages. */
function joinedLists({ entities, languages }: PersonalDataRuleset): PersonalDataRuleset["entities"] {
  const added = (key: "person" | "thing" | "words") =>
    Object.values(languages).flatMap((language) => language[key].flatMap(spellingsOf));
  return {
    ...entities,
    person: [...entities.person, ...added("person")],
    thing: [...entities.thing, ...added("thing")],
    words: [...entities.words, ...added("words")],
  };
}

function besideOf({ beside }: PersonalDataRule, named: ReadonlyMap<string, readonly Phrase[]>) {
  if (beside.length === 0) return undefined;
  const phrases = beside.flatMap((one) => (one.startsWith("@") ? (named.get(one.slice(1)) ?? []) : phraseOf(one)));
  return new PhraseList<true>().add(true, phrases);
}

function partsOf({ parts, entities, languages }: PersonalDataRuleset): Parts {
  const ids = new Set([parts, ...Object.values(languages).map((one) => one.parts)].flatMap(Object.keys));
  const joined = [...ids].map((id) => {
    const ofLanguages = Object.values(languages).flatMap((one) => (one.parts[id] ?? []).flatMap(spellingsOf));
    return [id, [...(parts[id] ?? []), ...ofLanguages]] as const;
  });
  return { ...Object.fromEntries(joined), person: entities.person };
}

type Parts = Readonly<Record<string, readonly string[]>>;

/** Returns the names of a rule in all languages, each once. */
function namesOf(rule: PersonalDataRule, { languages }: PersonalDataRuleset, parts: Parts): readonly Phrase[] {
  const ofLanguages = Object.values(languages).flatMap(({ names }) => names[rule.id] ?? []);
  const written = [...rule.names, ...ofLanguages].flatMap(spellingsOf).flatMap((name) => expanded(name, parts));
  return [...new Set(written)].map(phraseOf);
}

/** Expands `<person> name` to customer name, employee name, and so on. */
function expanded(phrase: string, parts: Parts): readonly string[] {
  const part = /<(\w+)>/.exec(phrase)?.[1];
  const words = part === undefined ? undefined : parts[part];
  if (words === undefined) return [phrase];
  return words.flatMap((word) => expanded(phrase.replace(`<${part}>`, word), parts));
}
