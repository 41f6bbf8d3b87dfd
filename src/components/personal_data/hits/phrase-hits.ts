import type { Kit } from "../candidate.ts";
import type { CompiledRule, CompiledRules } from "../rules.ts";
import { highestScore, scoreOf } from "../score.ts";
import type { Hit } from "./hit.ts";
import { sentenceBounds } from "./sentence.ts";

type Phrases = ReturnType<CompiledRules["phrases"]["find"]>;

interface Found {
  readonly hits: readonly Hit[];
  readonly phrases: Phrases;
}

const alone = 0.3;
const first = 0.3;
const further = 0.15;
const topic = 0.2;
/** How far from a phrase a person may be named in the same paragraph. */
const nearPerson = 300;

/**
 * Finds phrases of rules. A phrase alone is only a word, so a second signal is required: a person named near it, a word for a
 * person in its sentence, or a word of the rule that is said of persons. A sentence that speaks of the subject, such as an
 * article or a product, requires both.
 */
export function* phraseHits(text: string, { hits, phrases }: Found, kit: Kit): Generator<Hit, void, void> {
  if (phrases.size === 0) return;
  const { threshold, isAllowed } = kit.options;
  const persons = hits.filter(({ recogniser }) => recogniser === "person_name" || recogniser === "birth_date");
  for (const compiled of kit.rules.rules) {
    for (const { start, value } of phrases.get(compiled) ?? []) {
      const end = start + value.length;
      const sentence = sentenceAround(text, start, end);
      const signals = signalsOf(compiled, { sentence, named: isNamed(text, start, persons), kit });
      if (signals.score < threshold(undefined) || isAllowed(value)) continue;
      const { score, steps, notes, context } = signals;
      const span = { start, end, value: value.toLowerCase(), score, notes };
      yield { recogniser: undefined, compiled, span, ...{ score, steps, context } };
    }
  }
}

interface Around {
  readonly sentence: string;
  readonly named: boolean;
  readonly kit: Kit;
}

function signalsOf(compiled: CompiledRule, { sentence, named, kit }: Around) {
  const context = compiled.context?.find(sentence)?.toLowerCase();
  const isSpecial = compiled.rule.special_category;
  const word = isSpecial ? kit.rules.persons?.find(sentence) : undefined;
  const isPerson = named || word !== undefined;
  const about = isSpecial && kit.rules.topics?.find(sentence) !== undefined;
  const notes = [
    "phrase of the rule",
    ...(named ? ["person near it"] : []),
    ...(word === undefined ? [] : ["word for a person in the sentence"]),
    ...(about ? ["the sentence is about the subject"] : []),
  ];
  const near = named ? "person near it" : "word for a person in the sentence";
  const { value: score, steps } = scoreOf({
    start: { step: "phrase", text: "phrase of the rule", score: alone },
    second: [
      ...(isPerson ? [{ text: near, effect: first }] : []),
      ...(context === undefined
        ? []
        : [{ text: "word of the rule in the sentence", effect: isPerson ? further : first }]),
    ],
    vetoes: about ? [{ text: "the sentence is about the subject", loss: topic }] : [],
    ceiling: { score: highestScore, text: "highest score" },
  });
  return { score, steps, notes, context };
}

/** Whether a person is named near the phrase, in the same paragraph. */
export function isNamed(text: string, start: number, persons: readonly Hit[]): boolean {
  return persons.some(({ span }) => {
    if (Math.abs(span.start - start) > nearPerson) return false;
    const between = text.slice(Math.min(span.end, start), Math.max(span.start, start));
    return !/\n\s*\n/.test(between);
  });
}

/** Returns the sentence that contains a phrase, with a mark in the place of the phrase. */
function sentenceAround(text: string, start: number, end: number): string {
  const { from, to } = sentenceBounds(text, start, end);
  return `${text.slice(from, start)} | ${text.slice(end, to)}`;
}
