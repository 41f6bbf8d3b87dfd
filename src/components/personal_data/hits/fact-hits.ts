import type { Kit } from "../candidate.ts";
import { adverb, factsAround, factsBehindName, type PersonFact, personNoun, pronoun } from "../facts/index.ts";
import { isProgram } from "../names/index.ts";
import type { CompiledRules } from "../rules.ts";
import { scoreOf } from "../score.ts";
import type { Hit } from "./hit.ts";
import { sentenceBounds } from "./sentence.ts";

interface Found {
  readonly hits: readonly Hit[];
  readonly phrases: ReturnType<CompiledRules["phrases"]["find"]>;
}

/** The words alone, with a word for a person, and with a person who is named. All stay below a certain match. */
const alone = 0.3;
const ofSomeone = 0.3;
const ofNamed = 0.45;
const highest = 0.8;

/**
 * Finds what a text says of persons: age, nationality, residence and employment. The words alone are not enough: a person must be
 * named, or a word for a person must stand where the grammar wants one.
 */
export function* factHits(text: string, { hits, phrases }: Found, kit: Kit): Generator<Hit, void, void> {
  const persons = hits.filter(({ recogniser }) => recogniser === "person_name").map(({ span }) => span);
  if (persons.length === 0 && !kit.facts.some((kind) => phrases.has(kind))) return;
  // Programs have the same words as names of variables and methods.
  if (isProgram(text)) return;
  const behind = behindNames(text, persons);
  for (const kind of kit.facts) {
    const compiled = kit.rules.byRecogniser.get(kind);
    if (compiled === undefined) continue;
    const threshold = kit.options.threshold(kind);
    const triggers = (phrases.get(kind) ?? []).map(({ start }) => start);
    let last = 0;
    const facts = [...factsAround(text, kind, triggers), ...behind.filter((fact) => fact.kind === kind)];
    for (const fact of facts.sort((a, b) => a.start - b.start || b.end - a.end)) {
      const { start, end } = fact;
      const signal = start < last ? undefined : personOf(text, fact, persons);
      if (signal === undefined) continue;
      const value = text.slice(start, end);
      const { value: score, steps } = scoreOf({
        start: { step: "phrase", text: "words that are said of persons", score: alone },
        second: [signal],
        ceiling: { score: highest, text: "the highest score of what is said of a person" },
      });
      if (score < threshold || kit.options.isAllowed(value)) continue;
      last = end;
      const span = { start, end, value: value.toLowerCase(), score, notes: [signal.text] };
      yield { recogniser: kind, compiled, span, ...{ score, steps, context: undefined } };
    }
  }
}

type Place = Pick<Hit["span"], "start" | "end">;
interface Signal {
  readonly text: string;
  readonly effect: number;
}

const named: Signal = { text: "person named near it", effect: ofNamed };
const someone: Signal = { text: "word for a person", effect: ofSomeone };

/** Returns the person that a fact is said of, or undefined. */
function personOf(text: string, fact: PersonFact, persons: readonly Place[]): Signal | undefined {
  // A word that is a name of a person is no place and no company.
  if (fact.kind !== "employment" && persons.some(({ start, end }) => start <= fact.start && fact.end <= end))
    return undefined;
  if (fact.person === "within") return someone;
  if (fact.person === "before") return personBefore(text, fact.from, persons);
  if (fact.person === "behind") return isNamedBehind(text, fact.to, persons) ? named : undefined;
  const { from, to } = sentenceBounds(text, fact.from, fact.to);
  if (persons.some(({ start, end }) => from <= start && end <= to)) return named;
  const sentence = `${text.slice(from, fact.from)} | ${text.slice(fact.to, to)}`;
  return wordForPerson.test(sentence) ? someone : undefined;
}

const wordForPerson = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${personNoun}|i|he|she|his|her|my|ich|er|ihr|ihre|sein|seine|je|elle|il(?= (?:est|a|vit|habite|réside|travaille|était|avait))|yo|él|ella|lui|lei|hij|zij|mijn|haar|on|ona|ele|ela|meu|minha)(?![\\p{L}\\p{N}])`,
  "iu",
);
const endsWithPerson = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:${pronoun})(?: (?:${adverb}))*|(?:${personNoun})(?:,? (?:${adverb}|who|die|der|qui|que|che|który|która))*) ?,? ?$`,
  "iu",
);
const betweenNameAndVerb = new RegExp(`^,? ?(?:(?:${adverb}|who|die|der|qui|que|che|która?) ?)*(?:[(] ?)?$`, "iu");
const longestSubject = 48;

function personBefore(text: string, at: number, persons: readonly Place[]): Signal | undefined {
  const near = persons.some(
    ({ end }) => end <= at && at - end < longestSubject && betweenNameAndVerb.test(text.slice(end, at)),
  );
  if (near) return named;
  return endsWithPerson.test(text.slice(Math.max(0, at - longestSubject), at)) ? someone : undefined;
}

/** `the 34-year-old Ines Falk`, with at most three small words between. */
const isNamedBehind = (text: string, at: number, persons: readonly Place[]): boolean =>
  persons.some(({ start }) => start >= at && start - at < 40 && /^(?: \p{Ll}+){0,3} ?$/u.test(text.slice(at, start)));

/** Facts directly behind names. A name of one word may be something else, and says too little. */
function behindNames(text: string, persons: readonly Place[]): readonly PersonFact[] {
  return persons.flatMap(({ start, end }) => (/\s/.test(text.slice(start, end)) ? factsBehindName(text, end) : []));
}
