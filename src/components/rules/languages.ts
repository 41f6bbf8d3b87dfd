import type { PersonalDataRuleset } from "./ruleset.ts";
import { foldPhrase, spellingsOf } from "./words.ts";

/** A ruleset whose phrases of names and of tables are folded, and in which no language stands apart. */
export interface JoinedRuleset extends PersonalDataRuleset {
  /** All words of its phrases, of which fused names consist. */
  readonly lexicon: readonly string[];
}

type Parts = Readonly<Record<string, readonly string[]>>;

/**
 * Returns a ruleset with the same meaning in which no language stands apart, no name has a part such as `<person>`, and
 * all phrases are folded. The build does this for the rulesets of the package, because it takes longer than everything
 * else before a column is read. A ruleset that is already joined is returned as it is.
 */
export function joinLanguages(ruleset: PersonalDataRuleset): JoinedRuleset {
  if (isJoined(ruleset)) return ruleset;
  const languages = Object.values(ruleset.languages);
  const parts = { person: ruleset.entities.person, ...joinedParts(ruleset) };
  const rules = ruleset.rules.map((rule) => ({
    ...rule,
    names: unique([
      ...rule.names.flatMap((name) => expanded(name, parts)).flatMap(foldedWithTranscription),
      ...languages.flatMap(({ names }) => folded(names[rule.id] ?? [])),
    ]),
    beside: rule.beside.flatMap((one) => (one.startsWith("@") ? one : folded([one]))),
    exclude: folded(rule.exclude),
    with: folded(rule.with.flatMap((word) => expanded(word, parts))),
    about: unique([
      ...folded(rule.about.flatMap((word) => expanded(word, parts))),
      ...languages.flatMap(({ about }) => folded(about[rule.id] ?? [])),
    ]),
    about_keys: folded(rule.about_keys),
  }));
  const entities = joinedEntities(ruleset);
  return { ...ruleset, languages: {}, parts, entities, rules, lexicon: lexiconOf({ ...ruleset, entities, rules }) };
}

const isJoined = (ruleset: PersonalDataRuleset): ruleset is JoinedRuleset => "lexicon" in ruleset;

function joinedEntities({ entities, languages }: PersonalDataRuleset): PersonalDataRuleset["entities"] {
  const of = Object.values(languages);
  const joined = (key: "person" | "organisation" | "thing" | "words" | "linked") =>
    unique([...folded(entities[key]), ...of.flatMap((language) => folded(language[key]))]);
  const neutral = [...entities.neutral.map(foldPhrase), ...of.flatMap(({ parts }) => folded(parts["role"] ?? []))];
  return {
    ...{
      person: joined("person"),
      organisation: joined("organisation"),
      thing: joined("thing"),
      words: joined("words"),
    },
    ...{
      neutral: unique(neutral),
      linked: joined("linked"),
      trailing: entities.trailing.map(foldPhrase),
    },
    organisation_columns: entities.organisation_columns.map(foldPhrase),
    possession: entities.possession.map(foldPhrase),
  };
}

function lexiconOf({ entities, exclude, rules }: PersonalDataRuleset): readonly string[] {
  const { person, linked, thing, organisation, words, trailing, neutral } = entities;
  const lists = [person, linked, thing, organisation, words, trailing, neutral, exclude.map(foldPhrase)];
  const phrases = [...lists.flat(), ...rules.flatMap(({ names, about }) => [...names, ...about])];
  return unique(phrases.flatMap((phrase) => phrase.replace("=", "").split(" ")));
}

const unique = (list: readonly string[]): string[] => [...new Set(list)];

function joinedParts({ parts, languages }: PersonalDataRuleset): Record<string, string[]> {
  const ids = new Set([parts, ...Object.values(languages).map((one) => one.parts)].flatMap(Object.keys));
  const joined = [...ids].map((id) => {
    const ofLanguages = Object.values(languages).flatMap((one) => folded(one.parts[id] ?? []));
    return [id, unique([...(parts[id] ?? []), ...ofLanguages])] as const;
  });
  return Object.fromEntries(joined);
}

/** Returns phrases in all their spellings, in the form that needs no more folding, each once. */
function folded(phrases: readonly string[]): string[] {
  return unique(phrases.flatMap(spellingsOf).map(foldPhrase));
}

/** Folds a phrase that stands in no language: small words of one may be needed in another (`check in time`). */
const foldedWithTranscription = (phrase: string): readonly string[] =>
  /[äöüøå]/.test(phrase) ? folded([phrase]) : [foldPhrase(phrase)];

/** Expands `<person> name` to customer name, employee name, and so on. */
function expanded(phrase: string, parts: Parts): readonly string[] {
  const part = /<(\w+)>/.exec(phrase)?.[1];
  const words = part === undefined ? undefined : parts[part];
  if (words === undefined) return [phrase];
  return words.flatMap((word) => expanded(phrase.replace(`<${part}>`, word), parts));
}
