import type { ScoredName } from "./cues.ts";
import type { Sight } from "./features.ts";
import { wordFlag } from "./lexicon.ts";
import { isPlausible } from "./plausibility.ts";
import { tokenKind } from "./tokens.ts";

const ambiguous =
  wordFlag.ordinary |
  wordFlag.place |
  wordFlag.time |
  wordFlag.organisation |
  wordFlag.title |
  wordFlag.street |
  wordFlag.particle;
const shortest = 3;
const scoreOfMention = 0.8;

/** Returns the hashes of the words of certain names, without words that are often something else. */
export function* knownNames(sight: Sight, certain: readonly ScoredName[]): Generator<number, void, void> {
  for (const { first, last } of certain)
    for (let index = first; index <= last; index++) if (isTelling(sight, index)) yield sight.tokens.hashes[index] ?? 0;
}

function isTelling({ tokens, flags, isAlsoLower }: Sight, index: number): boolean {
  const kind = tokens.kinds[index];
  if (kind !== tokenKind.capital && kind !== tokenKind.capitals) return false;
  if ((tokens.ends[index] ?? 0) - (tokens.starts[index] ?? 0) < shortest) return false;
  return (flags(index) & ambiguous) === 0 && !isAlsoLower(tokens.hashes[index] ?? 0);
}

/** Adds the words of known names that stand alone, and raises the score of names that were found already. */
export function secondMentions(
  sight: Sight,
  { found, known }: { readonly found: readonly ScoredName[]; readonly known: ReadonlySet<number> },
): readonly ScoredName[] {
  const { kinds, hashes, count } = sight.tokens;
  const names: ScoredName[] = [];
  let next = 0;
  for (let index = 0; index < count; index++) {
    const held = found[next];
    if (held !== undefined && held.first === index) {
      names.push(raised(held, known, hashes));
      next++;
      index = held.last;
    } else if (isCapital(kinds[index]) && known.has(hashes[index] ?? 0)) {
      if (
        isPart(sight, index, held) ||
        !isPlausible(sight, { first: index, last: index }, { strength: 2, score: scoreOfMention })
      )
        continue;
      names.push({
        first: index,
        last: index,
        score: scoreOfMention,
        note: "second mention of a certain name",
        least: 0,
        strength: 2,
      });
    }
  }
  return names;
}

const isCapital = (kind: number | undefined): boolean => kind === tokenKind.capital || kind === tokenKind.capitals;

/** Whether the word is a part of a longer name of something else, such as a company: `Lindqvist Motors`. */
function isPart({ tokens: { kinds, starts, ends } }: Sight, index: number, next: ScoredName | undefined): boolean {
  const isBeside = (at: number): boolean => (kinds[at] ?? 9) <= tokenKind.code && kinds[at] !== tokenKind.lower;
  const touches = (at: number): boolean => (starts[at] ?? 0) - (ends[at - 1] ?? 0) <= 1;
  const isBehind = touches(index + 1) && isBeside(index + 1) && next?.first !== index + 1;
  return isBehind || (touches(index) && isBeside(index - 1));
}

function raised(name: ScoredName, known: ReadonlySet<number>, hashes: Int32Array): ScoredName {
  if (name.score >= scoreOfMention) return name;
  for (let index = name.first; index <= name.last; index++)
    if (known.has(hashes[index] ?? 0))
      return { ...name, score: scoreOfMention, note: "second mention of a certain name" };
  return name;
}
