import { RequiredIndex } from "../phrases/index.ts";
import { age } from "./age.ts";
import { employment } from "./employment.ts";
import type { FactGrammar, FactKind, PersonFact, Saying } from "./fact.ts";
import { nationality } from "./nationality.ts";
import { residence } from "./residence.ts";

const grammars: readonly FactGrammar[] = [age, nationality, residence, employment];

/** The words without which a text says nothing of a kind. */
export const factTriggers: readonly { readonly kind: FactKind; readonly words: readonly string[] }[] = grammars.map(
  ({ kind, triggers }) => ({ kind, words: [...new Set(triggers)] }),
);

/** How far around a trigger a saying reaches. */
const before = 60;
const behind = 110;

/**
 * Returns what a text may say of a person around the triggers of one kind, in text order. `triggers` are their offsets. Whether
 * there is a person where the saying needs one is for the caller to decide.
 */
export function factsAround(text: string, kind: FactKind, triggers: readonly number[]): readonly PersonFact[] {
  const { sayings = [], mayHold } = grammars.find((grammar) => grammar.kind === kind) ?? {};
  const required = requiredOf(kind, sayings);
  const found: PersonFact[] = [];
  for (const { from, to } of windowsAround(text, triggers)) {
    const shown = text.slice(from, to);
    const bits = required.bitsIn(text, from, to);
    if (bits === 0 || mayHold?.test(shown) !== true) continue;
    for (const place of required.possibleIn(shown, bits)) {
      const saying = sayings[place];
      if (saying === undefined) continue;
      const { pattern, person } = saying;
      // `matchAll` copies the pattern, which takes as long as the search.
      pattern.lastIndex = 0;
      for (let match = pattern.exec(shown); match !== null; match = pattern.exec(shown)) {
        const { value, value2 } = match.indices?.groups ?? {};
        const [start, end] = value ?? value2 ?? [0, 0];
        const last = match.index + match[0].length;
        found.push({ kind, person, from: from + match.index, to: from + last, start: from + start, end: from + end });
      }
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

const indexes = new Map<FactKind, RequiredIndex>();

/** Of dozens of sayings in many languages, a text can hold few. The others are not even compiled. */
function requiredOf(kind: FactKind, sayings: readonly Saying[]): RequiredIndex {
  const held = indexes.get(kind) ?? new RequiredIndex(sayings.map(({ pattern }) => pattern.source));
  indexes.set(kind, held);
  return held;
}

/** Windows around the triggers, joined where they overlap, so that no word is read twice. They do not cut words. */
function windowsAround(
  text: string,
  triggers: readonly number[],
): readonly { readonly from: number; readonly to: number }[] {
  const windows: { from: number; to: number }[] = [];
  for (const trigger of triggers) {
    const from = Math.max(0, trigger - before);
    const to = Math.min(text.length, trigger + behind);
    const last = windows.at(-1);
    if (last !== undefined && from <= last.to) last.to = to;
    else windows.push({ from: wordStart(text, from), to });
    const grown = windows.at(-1);
    if (grown !== undefined) grown.to = wordEnd(text, grown.to);
  }
  return windows;
}

const isLetter = (character: string): boolean => /[\p{L}\p{N}]/u.test(character);
const longestWord = 40;

function wordStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < longestWord && isLetter(text.charAt(start - 1))) start--;
  return start;
}

function wordEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && end - at < longestWord && isLetter(text.charAt(end))) end++;
  return end;
}
