import { isCalledAfter } from "./called-after.ts";
import { type Cue, hasTitleBefore, type ScoredName } from "./cues.ts";
import type { Sight } from "./features.ts";
import { wordFlag } from "./lexicon.ts";
import { tokenKind } from "./tokens.ts";
import { hashWord } from "./units.ts";

const { first, last, ordinary, place, time, organisation, street, nation, role, label } = wordFlag;
const other = ordinary | place | time | organisation | street | nation | role | label;

/** What only a person does, behind its name: `Timotea lives`, `Vandamme wilde niet`. */
const deeds: ReadonlySet<number> = new Set(
  "lives lived married retired graduated died began wohnt wohnte arbeitet heiratete starb habite travaille trabaja nació vive falleció abita lavora morì woont woonde werkt mieszka pracuje mora trabalha nasceu bor asuu declined refused wilde souhaité"
    .split(" ")
    .map(hashWord),
);
const doneBy: Cue = { note: "verb of persons behind it", least: 0.6, strength: 1 };
const speaker: Cue = { note: "speaker of a message", least: 0.75, strength: 2 };
const listed: Cue = { note: "in a list of first names", least: 0.6, strength: 1 };
const fewestListed = 3;

/**
 * Adds single names that the model leaves out, because a single word says little: before a verb of persons, as the speaker of a
 * message with a time, and in a list of first names. `found` must be in the order of the text.
 */
export function addUnmarked(sight: Sight, found: ScoredName[]): void {
  const { kinds, count } = sight.tokens;
  const covered = found.values();
  let held = covered.next().value;
  const added: ScoredName[] = [];
  for (let at = 0; at < count; at++) {
    if (kinds[at] !== tokenKind.capital) continue;
    while (held !== undefined && held.last < at) held = covered.next().value;
    if (held !== undefined && held.first <= at) continue;
    if ((sight.flags(at) & (first | last)) === 0) continue;
    const cue = cueAt(sight, at);
    if (cue !== undefined && !isOfThing(sight, at, cue)) added.push({ first: at, last: at, ...cue, score: cue.least });
  }
  if (added.length === 0) return;
  found.push(...added);
  found.sort((a, b) => a.first - b.first);
}

/** `Anne-Frank-Schule` in a list, `Iris` among flowers. */
function isOfThing({ tokens: { text, starts, ends } }: Sight, at: number, { strength }: Cue): boolean {
  const [start, end] = [starts[at] ?? 0, ends[at] ?? 0];
  return isCalledAfter(text, { start, end, isSingle: true, isPlace: false, isAnnounced: strength === 2 });
}

function cueAt(sight: Sight, at: number): Cue | undefined {
  const { text, starts, ends, hashes } = sight.tokens;
  const flags = sight.flags(at);
  const end = ends[at] ?? 0;
  if ((flags & first) !== 0 && /^\s?:(?!\S)/.test(text.slice(end, end + 3)) && isBehindTime(text, starts[at] ?? 0))
    return speaker;
  if ((flags & other) !== 0 || sight.isAlsoLower(hashes[at] ?? 0) || !standsAlone(sight, at)) return undefined;
  if (deeds.has(hashes[at + 1] ?? 0) && text.charAt(end) === " ") return doneBy;
  return (flags & first) !== 0 && isListed(sight, at) ? listed : undefined;
}

/** `[11:28] `, `11:28 - `, `[2024-03-01 11:28] `, at the start of a line. */
const isBehindTime = (text: string, start: number): boolean =>
  /(?:^|\n)(?:\[(?:[\d./-]{6,10},? )?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\]|\d{1,2}:\d\d(?: -)?) $/.test(
    text.slice(Math.max(0, start - 28), start),
  );

/** Whether no other word with a capital touches it: `Marina Fort Street` is no Marina. */
function standsAlone(sight: Sight, at: number): boolean {
  const { kinds, starts, ends } = sight.tokens;
  const isWord = (index: number): boolean => (kinds[index] ?? 9) <= tokenKind.code && kinds[index] !== tokenKind.lower;
  const touches = (index: number): boolean => (starts[index] ?? 0) - (ends[index - 1] ?? 0) <= 1;
  if (hasTitleBefore(sight, at)) return false;
  return !(isWord(at - 1) && touches(at)) && !(isWord(at + 1) && touches(at + 1));
}

/** Whether at least three first names, and nothing else, stand between commas and a word for `and`. */
function isListed(sight: Sight, at: number): boolean {
  let count = 1;
  for (const step of [1, -1]) {
    for (let next = neighbour(sight, at, step); next !== undefined; next = neighbour(sight, next, step)) {
      const flags = sight.flags(next);
      if ((flags & first) === 0 || (flags & other) !== 0) return false;
      if (++count > 12) break;
    }
  }
  return count >= fewestListed;
}

const and = new Set(["and", "und", "et", "y", "e", "en", "i", "og", "och", "ja", "și", "a"].map(hashWord));

/** The word on the other side of a comma or a word for `and`, if it has a capital. */
function neighbour({ tokens }: Sight, at: number, step: number): number | undefined {
  const { text, starts, kinds, hashes } = tokens;
  const between = at + step;
  const isComma = kinds[between] === tokenKind.mark && text.charAt(starts[between] ?? 0) === ",";
  if (!isComma && !and.has(hashes[between] ?? 0)) return undefined;
  return kinds[between + step] === tokenKind.capital ? between + step : undefined;
}
