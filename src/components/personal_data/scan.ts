import type { RecogniserId } from "../rules/index.ts";
import type { Kit } from "./candidate.ts";
import { decodeText } from "./decode.ts";
import type { RecognisedSpan, Recogniser } from "./recognisers/index.ts";
import type { CompiledRule, CompiledRules } from "./rules.ts";
import { contextLift, highestScore, highestWithoutValidator, type Score, scoreOf } from "./score.ts";

/** A match in a text. Its score includes the words before it. */
export interface Hit {
  /** Undefined for a phrase, which comes from the ruleset and not from a recogniser. */
  readonly recogniser: RecogniserId | undefined;
  readonly compiled: CompiledRule;
  readonly span: RecognisedSpan;
  readonly score: number;
  readonly steps: Score["steps"];
  /** The matched text, if it is written differently in the original, such as `a%40b.de`. */
  readonly text?: string;
  /** The context word before the match, in the spelling of the rule and not of the text. */
  readonly context: string | undefined;
}

/** Returns what evidence shows of a match in a text. */
export function writeHit(hit: Hit, content: string, { write }: Kit["options"]): string {
  const { start, end, value } = hit.span;
  const text = hit.text ?? content.slice(start, end);
  return write({ text, value, kind: hit.recogniser ?? "hidden", category: hit.compiled.rule.category });
}

const weak = 0.5;
const nearBy = 30;

/**
 * Returns all matches in a text above the threshold, in text order, without overlaps. Encoded characters are decoded
 * before the search; offsets are those of the original.
 */
export function scanText(original: string, kit: Kit): readonly Hit[] {
  const decoded = decodeText(original);
  const hits = scanPlain(decoded.text, kit);
  if (decoded.text === original) return hits;
  return hits.map((hit) => {
    const { start, end } = hit.span;
    const span = { ...hit.span, start: decoded.original(start), end: decoded.original(end) };
    return { ...hit, span, text: decoded.text.slice(start, end) };
  });
}

function scanPlain(text: string, kit: Kit): readonly Hit[] {
  const hits: Hit[] = [];
  for (const recogniser of kit.recognisers) {
    const compiled = kit.rules.byRecogniser.get(recogniser.id);
    if (compiled === undefined) continue;
    const threshold = kit.options.threshold(recogniser.id);
    for (const span of recogniser.find(text)) {
      const hit = inContext(text, { recogniser, compiled, span }, kit.options.contextChars);
      if (hit.score >= threshold && !kit.options.isAllowed(text.slice(span.start, span.end))) hits.push(hit);
    }
  }
  const phrases = kit.rules.phrases.find(text);
  const all = phrases.size === 0 ? hits : [...hits, ...phraseHits(text, { hits, phrases }, kit)];
  return all.length < 2 ? all : withoutOverlaps(all);
}

const phraseAlone = 0.3;
const nearPerson = 300;

/** Finds phrases of rules. A single word is ambiguous, so it requires a person or a context word of the rule nearby. */
function* phraseHits(
  text: string,
  { hits, phrases }: { readonly hits: readonly Hit[]; readonly phrases: ReturnType<CompiledRules["phrases"]["find"]> },
  kit: Kit,
): Generator<Hit, void, void> {
  const { contextChars, threshold, isAllowed } = kit.options;
  const persons = hits.filter(({ recogniser }) => recogniser === "person_name" || recogniser === "birth_date");
  for (const compiled of kit.rules.rules) {
    for (const { start, value } of phrases.get(compiled) ?? []) {
      const end = start + value.length;
      const around = `${text.slice(Math.max(0, start - contextChars), start)} | ${text.slice(end, end + contextChars)}`;
      const context = compiled.context?.exec(around)?.[0].toLowerCase();
      const isNear = persons.some(({ span }) => Math.abs(span.start - start) <= nearPerson);
      const { value: score, steps } = scoreOf({
        start: { step: "phrase", text: "phrase of the rule", score: phraseAlone },
        context,
        second: isNear && context === undefined ? [{ text: "person near it", effect: contextLift }] : [],
        ceiling: { score: highestScore, text: "highest score" },
      });
      if (score < threshold(undefined) || isAllowed(value)) continue;
      const notes = ["phrase of the rule", ...(isNear ? ["person near it"] : [])];
      yield {
        recogniser: undefined,
        compiled,
        span: { start, end, value: value.toLowerCase(), score, notes },
        ...{ score, steps, context },
      };
    }
  }
}

interface RecognisedValue {
  readonly recogniser: Recogniser;
  readonly compiled: CompiledRule;
  readonly span: RecognisedSpan;
}

function inContext(text: string, { recogniser, compiled, span }: RecognisedValue, contextChars: number): Hit {
  const before = text.slice(Math.max(0, span.start - contextChars), span.start);
  const word = contextWord(before, compiled.context, span.score);
  const highest = Math.min(
    span.ceiling ?? highestScore,
    recogniser.isValidator ? highestScore : Math.max(highestWithoutValidator, span.score),
  );
  const { value: score, steps } = scoreOf({
    form: { score: span.score, reasons: span.notes, isValidated: recogniser.isValidator },
    context: word,
    ceiling: { score: Math.max(span.score, highest), text: "the highest score of this form" },
  });
  return { recogniser: recogniser.id, compiled, span, score, steps, context: word };
}

/** An ambiguous form requires the context word close to it, without another number between them. */
function contextWord(before: string, context: RegExp | undefined, score: number): string | undefined {
  if (context === undefined) return undefined;
  const near = score >= weak ? before : (/[^\d]*$/.exec(before)?.[0].slice(-nearBy) ?? "");
  return context.exec(near)?.[0].toLowerCase();
}

/** Removes overlaps: the longer match wins, then the one with the higher score. */
function withoutOverlaps(hits: readonly Hit[]): readonly Hit[] {
  const sorted = hits.toSorted((a, b) => a.span.start - b.span.start || b.span.end - a.span.end || b.score - a.score);
  const kept: Hit[] = [];
  for (const hit of sorted) {
    const last = kept.at(-1);
    if (last === undefined || hit.span.start >= last.span.end) kept.push(hit);
    else if (length(hit) > length(last) || (length(hit) === length(last) && hit.score > last.score))
      kept[kept.length - 1] = hit;
  }
  return kept;
}

const length = ({ span }: Hit): number => span.end - span.start;
