import type { RecogniserId } from "../rules/index.ts";
import type { Kit } from "./candidate.ts";
import { decodeText } from "./decode.ts";
import { factHits, type Hit, labelHits, phraseHits, statementHits, websiteHits, withoutLabels } from "./hits/index.ts";
import { patternMatches } from "./patterns/pattern-hits.ts";
import type { RecognisedSpan, Recogniser } from "./recognisers/index.ts";
import type { CompiledRule } from "./rules.ts";
import { highestScore, highestWithoutValidator, scoreOf } from "./score.ts";

/** Returns what evidence shows of a match in a text. */
export function writeHit(hit: Hit, content: string, { write }: Kit["options"]): string {
  const { start, end, value } = hit.span;
  const text = hit.text ?? content.slice(start, end);
  return write({ text, value, kind: hit.recogniser ?? "hidden", category: hit.compiled.rule.category });
}

const weak = 0.5;
const nearBy = 40;

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
  const found: Hit[] = [];
  const hasDigit = /\d/.test(text);
  for (const { recogniser, compiled, threshold } of searchesOf(kit)) {
    if (recogniser.needsDigit === true && !hasDigit) continue;
    for (const span of recogniser.find(text)) {
      const hit = inContext(text, { recogniser, compiled, span }, kit.options.contextChars);
      if (hit.score >= threshold && !kit.options.isAllowed(text.slice(span.start, span.end))) found.push(hit);
    }
  }
  for (const { compiled, isChecked, span } of patternMatches(text, kit)) {
    const recogniser = { id: undefined, isValidator: isChecked };
    const hit = inContext(text, { recogniser, compiled, span }, kit.options.contextChars);
    if (hit.score >= kit.options.threshold(undefined) && !kit.options.isAllowed(text.slice(span.start, span.end)))
      found.push(hit);
  }
  const named = searchesOf(kit).find(({ recogniser }) => recogniser.id === "person_name");
  if (named !== undefined) {
    for (const hit of labelHits(text, named.compiled))
      if (hit.score >= named.threshold && !kit.options.isAllowed(hit.span.value)) found.push(hit);
  }
  const phrases = kit.rules.phrases.find(text);
  const hits = withoutLabels(text, { hits: found, phrases });
  const said = [
    ...phraseHits(text, { hits, phrases }, kit),
    ...factHits(text, { hits, phrases }, kit),
    ...statementHits(text, { hits, phrases }, kit),
  ];
  const all = [...hits, ...said, ...websiteHits(text, hits, kit)];
  if (all.length < 2) return all;
  // An address of the web holds other data: an e-mail address in it is found as well.
  const isUrl = (hit: Hit): boolean => hit.recogniser === "personal_url";
  const urls = all.filter(isUrl);
  if (urls.length === 0) return withoutOverlaps(all);
  const others = withoutOverlaps(all.filter((hit) => !isUrl(hit)));
  return [...urls, ...others].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
}

interface Search {
  readonly recogniser: Recogniser;
  readonly compiled: CompiledRule;
  readonly threshold: number;
}

const searches = new WeakMap<Kit, readonly Search[]>();

/** The recognisers with their rules. A column has thousands of short texts, so they are looked up once. */
function searchesOf(kit: Kit): readonly Search[] {
  const held = searches.get(kit);
  if (held !== undefined) return held;
  const made = kit.recognisers.flatMap((recogniser) => {
    const compiled = kit.rules.byRecogniser.get(recogniser.id);
    return compiled === undefined ? [] : { recogniser, compiled, threshold: kit.options.threshold(recogniser.id) };
  });
  searches.set(kit, made);
  return made;
}

interface RecognisedValue {
  readonly recogniser: { readonly id: RecogniserId | undefined; readonly isValidator: boolean };
  readonly compiled: CompiledRule;
  readonly span: RecognisedSpan;
}

function inContext(text: string, { recogniser, compiled, span }: RecognisedValue, contextChars: number): Hit {
  const from = Math.max(0, span.start - contextChars);
  const word = compiled.context && contextWord(text.slice(from, span.start), compiled.context, span.score);
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
function contextWord(before: string, context: NonNullable<CompiledRule["context"]>, score: number): string | undefined {
  const near = score >= weak ? before : (/[^\d]*$/.exec(before)?.[0].slice(-nearBy) ?? "");
  return context.find(near)?.toLowerCase();
}

/** Removes overlaps: the longer match wins, then the one with the higher score. */
export function withoutOverlaps(hits: readonly Hit[]): readonly Hit[] {
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
