import type { Kit } from "../candidate.ts";
import { isProgram } from "../names/index.ts";
import type { CompiledRule, CompiledRules } from "../rules.ts";
import { scoreOf } from "../score.ts";
import { addressesOne, type SaidOfPerson, type Statement, saidAt, statementsByTrigger } from "../statements/index.ts";
import type { Hit } from "./hit.ts";
import { isNamed } from "./phrase-hits.ts";
import { sentenceBounds } from "./sentence.ts";

interface Found {
  readonly hits: readonly Hit[];
  readonly phrases: ReturnType<CompiledRules["phrases"]["find"]>;
}

/** Each of the two things that stand together, and a person who is named near them. */
const each = 0.3;
const ofNamed = 0.15;
const topic = 0.2;
const ceiling = { score: 0.8, text: "the highest score of what is said of a person" };

/**
 * Finds what letters and forms say of a person by two things that stand together, as in `Gehalt beträgt 3.400 EUR` and
 * `Konfession: ev.` A pronoun only decides of whom it is said.
 */
export function* statementHits(text: string, { hits, phrases }: Found, kit: Kit): Generator<Hit, void, void> {
  let persons: readonly Hit[] | undefined;
  for (const [owner, statements] of statementsByTrigger) {
    const triggers = phrases.get(owner);
    if (triggers === undefined) continue;
    // Programs have the same words as names of variables and in messages.
    if (persons === undefined && isProgram(text)) return;
    persons ??= hits.filter(({ recogniser }) => recogniser === "person_name" || recogniser === "birth_date");
    for (const statement of statements) {
      const compiled = ruleOf(statement, kit);
      if (compiled === undefined) continue;
      for (const said of saidAt(text, statement, triggers)) {
        const hit = hitOf(text, statement, { said, compiled, persons }, kit);
        if (hit !== undefined) yield hit;
      }
    }
  }
}

/** Removes names that are the label of a form: `Konfession: ev.` looks like a name and what that person says. */
export function withoutLabels(text: string, { hits, phrases }: Found): readonly Hit[] {
  const labels = new Map<number, number>();
  for (const owner of statementsByTrigger.keys())
    for (const { start, value } of phrases.get(owner) ?? []) {
      const end = start + value.length;
      if (/^ ?:/.test(text.slice(end, end + 2))) labels.set(start, end);
    }
  if (labels.size === 0) return hits;
  return hits.filter(({ recogniser, span }) => recogniser !== "person_name" || labels.get(span.start) !== span.end);
}

function ruleOf({ category }: Statement, { rules, facts }: Kit): CompiledRule | undefined {
  if (category === "employment" && !facts.includes("employment")) return undefined;
  return rules.rules.find(({ rule }) => rule.category === category);
}

interface Said {
  readonly said: SaidOfPerson;
  readonly compiled: CompiledRule;
  readonly persons: readonly Hit[];
}

/** Whether the sentence that starts at `from` is about one person, as the statement needs it. */
function isOfPerson(
  { person }: Statement,
  { said, persons, sentence, from }: Omit<Said, "compiled"> & { readonly sentence: string; readonly from: number },
): boolean {
  if (person === "none") return true;
  // A name may be read together with the word before it.
  if (person === "beside") return persons.some(({ span }) => span.end > said.end + 2 && span.start <= said.end + 2);
  if (said.isOwned) return true;
  if (persons.some(({ span }) => span.start >= from && span.end <= from + sentence.length)) return true;
  return person === "addressed" && addressesOne.test(sentence);
}

function hitOf(text: string, statement: Statement, { said, compiled, persons }: Said, kit: Kit): Hit | undefined {
  const { start, end } = said;
  const bounds = sentenceBounds(text, said.from, said.to);
  const sentence = text.slice(bounds.from, bounds.to);
  if (statement.never?.test(sentence) === true) return undefined;
  if (!isOfPerson(statement, { said, persons, sentence, from: bounds.from })) return undefined;
  const named = isNamed(text, start, persons);
  const about = compiled.rule.special_category && kit.rules.topics?.find(sentence) !== undefined;
  const [first, second] = statement.signals;
  const { value: score, steps } = scoreOf({
    start: { step: "phrase", text: first, score: each },
    second: [{ text: second, effect: each }, ...(named ? [{ text: "person near it", effect: ofNamed }] : [])],
    vetoes: about ? [{ text: "the sentence is about the subject", loss: topic }] : [],
    ceiling,
  });
  const value = text.slice(start, end);
  if (score < kit.options.threshold(undefined) || kit.options.isAllowed(value)) return undefined;
  const notes = [first, second, ...(named ? ["person near it"] : [])];
  const recogniser = statement.category === "employment" ? ("employment" as const) : undefined;
  const span = { start, end, value: value.toLowerCase(), score, notes };
  return { recogniser, compiled, span, score, steps, context: undefined };
}
