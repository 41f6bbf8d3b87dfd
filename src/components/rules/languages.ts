import type { PersonalDataRuleset } from "./ruleset.ts";
import { spellingsOf, wordsOf } from "./words.ts";

type Parts = Readonly<Record<string, readonly string[]>>;

/**
 * Returns a ruleset with the same meaning in which no language stands apart and no name has a part such as `<person>`.
 * The build does this for the rulesets of the package, because it takes longer than everything else before a column is
 * read. A ruleset that is already joined is returned as it is.
 */
export function joinLanguages(ruleset: PersonalDataRuleset): PersonalDataRuleset {
  const { entities, languages, parts: own } = ruleset;
  if (Object.keys(languages).length + Object.keys(own).length === 0 && !hasParts(ruleset)) return ruleset;
  const parts: Parts = { ...joinedParts(ruleset), person: entities.person };
  const added = (key: "person" | "organisation" | "thing" | "words") =>
    Object.values(languages).flatMap((language) => folded(language[key]));
  return {
    ...ruleset,
    ...{ languages: {}, parts: {} },
    entities: {
      ...entities,
      person: [...entities.person, ...added("person")],
      organisation: [...entities.organisation, ...added("organisation")],
      thing: [...entities.thing, ...added("thing")],
      words: [...entities.words, ...added("words")],
      neutral: [...entities.neutral, ...Object.values(languages).flatMap((one) => folded(one.parts["role"] ?? []))],
    },
    rules: ruleset.rules.map((rule) => ({
      ...rule,
      names: [
        ...new Set([
          ...rule.names.flatMap((name) => expanded(name, parts)),
          ...Object.values(languages).flatMap(({ names }) => folded(names[rule.id] ?? [])),
        ]),
      ],
      with: rule.with.flatMap((word) => expanded(word, parts)),
      about: rule.about.flatMap((word) => expanded(word, parts)),
    })),
  };
}

const hasParts = ({ rules }: PersonalDataRuleset): boolean =>
  rules.some((rule) => [...rule.names, ...rule.with, ...rule.about].some((phrase) => phrase.includes("<")));

function joinedParts({ parts, languages }: PersonalDataRuleset): Parts {
  const ids = new Set([parts, ...Object.values(languages).map((one) => one.parts)].flatMap(Object.keys));
  const joined = [...ids].map((id) => {
    const ofLanguages = Object.values(languages).flatMap((one) => folded(one.parts[id] ?? []));
    return [id, [...new Set([...(parts[id] ?? []), ...ofLanguages])]] as const;
  });
  return Object.fromEntries(joined);
}

/** Returns phrases in all their spellings, in the form that needs no more folding, each once. */
function folded(phrases: readonly string[]): readonly string[] {
  const all = phrases.flatMap((phrase) => {
    const whole = phrase.startsWith("=") ? "=" : "";
    return spellingsOf(phrase.slice(whole.length)).map((spelling) => whole + wordsOf(spelling).join(" "));
  });
  return [...new Set(all)];
}

/** Expands `<person> name` to customer name, employee name, and so on. */
function expanded(phrase: string, parts: Parts): readonly string[] {
  const part = /<(\w+)>/.exec(phrase)?.[1];
  const words = part === undefined ? undefined : parts[part];
  if (words === undefined) return [phrase];
  return words.flatMap((word) => expanded(phrase.replace(`<${part}>`, word), parts));
}
