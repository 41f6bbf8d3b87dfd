import { type Cue, isNameIs, type ScoredName } from "./cues.ts";
import type { Sight } from "./features.ts";
import { isNamed, isRelative } from "./frames.ts";
import { wordFlag } from "./lexicon.ts";
import { isPlausible } from "./plausibility.ts";
import { tokenKind } from "./tokens.ts";
import { hashWord } from "./units.ts";

const { first, last, ordinary, greeting, label, title, particle } = wordFlag;
const names = first | last;
const things = 0xffff & ~names & ~ordinary & ~particle & ~title;

const both: Cue = { note: "first and last name of the lists", least: 0.6, strength: 1 };
const announced: Cue = { note: "label before it", least: 0.7, strength: 2 };
const titled: Cue = { note: "title before it", least: 0.65, strength: 2 };
const greeted: Cue = { note: "greeting before it", least: 0.6, strength: 2 };
const related: Cue = { note: "word for a relative before it", least: 0.65, strength: 2 };
const listed: Cue = { note: "in a list of names", least: 0.6, strength: 1 };

/** Adds names in lines that are written in small letters, as in chats and search requests: `my name is ines falk`. */
export function addLowerCase(sight: Sight, found: ScoredName[]): void {
  const { kinds, count } = sight.tokens;
  const added: ScoredName[] = [];
  for (let from = 0; from < count; ) {
    let to = from;
    let isLower = true;
    for (; to < count && kinds[to] !== tokenKind.line; to++) if (isCapital(sight, to)) isLower = false;
    if (isLower) for (const name of namesOfLine(sight, from, to)) added.push(name);
    from = to + 1;
  }
  if (added.length === 0) return;
  found.push(...added.filter((name) => isPlausible(sight, name, { strength: 2, score: name.score })));
  found.sort((a, b) => a.first - b.first);
}

/** `I` and `I'm` are capital in texts that are written small otherwise. */
function isCapital({ tokens: { text, starts, ends, kinds } }: Sight, at: number): boolean {
  const kind = kinds[at] ?? 0;
  if (kind < tokenKind.capital || kind > tokenKind.initial) return false;
  return !/^I(?:['’]\p{Ll}+)?$/u.test(text.slice(starts[at], ends[at]));
}

function* namesOfLine(sight: Sight, from: number, to: number): Generator<ScoredName, void, void> {
  for (let at = from; at < to; at++) {
    if (sight.tokens.kinds[at] !== tokenKind.lower) continue;
    const name = nameAt(sight, at, from);
    if (name === undefined || name.last >= to) continue;
    yield name;
    at = name.last;
  }
}

function nameAt(sight: Sight, at: number, lineStart: number): ScoredName | undefined {
  const found = sight.flags(at);
  const cue = cueBefore(sight, at, lineStart);
  if (cue !== undefined) {
    if (!isNameWord(sight, at, cue)) return undefined;
    return { first: at, last: endOf(sight, at, cue), ...cue, score: cue.least };
  }
  if ((found & first) === 0) return undefined;
  const family = (found & things) === 0 ? familyBehind(sight, at) : undefined;
  if (family !== undefined) return { first: at, last: family, ...both, score: both.least };
  return isListed(sight, at) ? { first: at, last: at, ...listed, score: listed.least } : undefined;
}

const shortTitles = new Set(
  "mr mrs ms miss dr prof herr frau mme mlle madame señor señora sra meneer mevrouw".split(" ").map(hashWord),
);

/** The last words of what gives a name, and words for relatives: no other word needs a closer look. */
const endsCue = new Set(
  (
    "is was ist lautet heiße heisse me called named m'appelle s'appelle est llamo llama es chiamo chiama è é chamo-me chamo heet się imię se sa " +
    "heter hedder on a nevem numesc adım зовут звати казвам се λένε him her them baby boy girl child ihn sie hem haar kid son daughter wife " +
    "husband mother father mum mom dad sister brother aunt uncle cousin niece nephew grandma grandpa grandmother grandfather grandson " +
    "granddaughter boyfriend girlfriend fiance fiancee partner friend twin flatmate roommate neighbour neighbor boss colleague stepson stepdaughter"
  )
    .split(" ")
    .map(hashWord),
);

function cueBefore(sight: Sight, at: number, lineStart: number): Cue | undefined {
  const { text, starts, ends, hashes, kinds } = sight.tokens;
  if (at === lineStart) return undefined;
  const before = kinds[at - 1] === tokenKind.mark ? at - 2 : at - 1;
  if (before < lineStart) return undefined;
  const flags = sight.flags(before);
  const between = text.slice(ends[before], starts[at]);
  if (shortTitles.has(hashes[before] ?? 0) && /^\.? $/.test(between)) return titled;
  if ((flags & greeting) !== 0 && between === " " && before === lineStart)
    return isAddressed(sight, at) ? greeted : undefined;
  if ((flags & label) !== 0 && before === lineStart && /^: {1,8}$/.test(between)) return announced;
  if (between !== " " || !endsCue.has(hashes[before] ?? 0)) return undefined;
  if (isNameIs(sight, before) || isNamed(text, starts[at] ?? 0)) return announced;
  return isRelative(text, starts[at] ?? 0) ? related : undefined;
}

/** `hi anna,` */
const isAddressed = ({ tokens: { text, ends } }: Sight, at: number): boolean =>
  /^(?:[,!.]|\s*(?:\n|$)| -)/.test(text.slice(ends[at] ?? 0, (ends[at] ?? 0) + 8));

/** Words of the lists for a greeting; behind `my name is` and titles also what no list knows. */
function isNameWord({ tokens, flags }: Sight, at: number, cue: Cue): boolean {
  const found = flags(at);
  if ((found & first) !== 0 && (found & things) === 0) return true;
  if (cue === greeted || cue === related) return false;
  if ((found & last) !== 0 && (found & things) === 0) return cue === titled || (found & ordinary) === 0;
  return found === 0 && (tokens.ends[at] ?? 0) - (tokens.starts[at] ?? 0) > 3;
}

const mostWords = 4;

/** Takes further words of the lists and initials; behind a label also one that no list knows. */
function endOf(sight: Sight, from: number, cue: Cue): number {
  const { text, starts, ends, kinds } = sight.tokens;
  let end = from;
  for (let at = from + 1; at < from + mostWords * 2; at++) {
    const isDot = kinds[at] === tokenKind.mark && text.charAt(starts[at] ?? 0) === "." && isInitial(sight, at - 1);
    if (isDot) continue;
    if (kinds[at] !== tokenKind.lower || (starts[at] ?? 0) - (ends[at - 1] ?? 0) !== 1) break;
    if (isInitial(sight, at)) continue;
    const found = sight.flags(at);
    const isName = (found & names) !== 0 && (found & (things | ordinary)) === 0;
    const isUnknown = cue === announced && found === 0 && (ends[at] ?? 0) - (starts[at] ?? 0) > 3;
    if (!isName && !isUnknown) break;
    end = at;
  }
  return end;
}

const isInitial = ({ tokens: { starts, ends, kinds } }: Sight, at: number): boolean =>
  kinds[at] === tokenKind.lower && (ends[at] ?? 0) - (starts[at] ?? 0) === 1;

/** The last name behind a first name, with at most an initial between. One of both must be nothing else. */
function familyBehind(sight: Sight, at: number): number | undefined {
  const { text, starts, ends, kinds, count } = sight.tokens;
  let next = at + 1;
  if (isInitial(sight, next) && text.charAt(ends[at] ?? 0) === " ") {
    next++;
    if (text.charAt(starts[next] ?? 0) === ".") next++;
  }
  if (next >= count || kinds[next] !== tokenKind.lower || text.charAt((starts[next] ?? 0) - 1) !== " ")
    return undefined;
  if ((starts[next] ?? 0) - (ends[next - 1] ?? 0) !== 1 || (ends[next] ?? 0) - (starts[next] ?? 0) < 4)
    return undefined;
  const found = sight.flags(next);
  if ((found & last) !== 0 && (found & (things | ordinary)) === 0) return next;
  return found === 0 &&
    (isWholeLine(sight, at, next) || /^['’]s(?!\p{L})/u.test(text.slice(ends[next] ?? 0, (ends[next] ?? 0) + 3)))
    ? next
    : undefined;
}

/** Whether nothing else stands in the line, as in a form or a signature. */
function isWholeLine({ tokens: { kinds, count } }: Sight, from: number, to: number): boolean {
  const isEdge = (at: number): boolean => at < 0 || at >= count || kinds[at] === tokenKind.line;
  return isEdge(from - 1) && isEdge(to + 1);
}

const ands = new Set(["and", "und", "et", "y", "e", "en", "i", "og", "och", "ja"].map(hashWord));
const fewestListed = 3;

/** Whether at least three first names stand between commas and a word for `and`, most of them nothing else. */
function isListed(sight: Sight, at: number): boolean {
  let count = 1;
  let surely = (sight.flags(at) & ordinary) === 0 ? 1 : 0;
  for (const step of [1, -1]) {
    for (let next = itemBeside(sight, at, step); next !== undefined; next = itemBeside(sight, next, step)) {
      const found = sight.flags(next);
      if ((found & first) === 0) return false;
      if ((found & (things | ordinary)) === 0) surely++;
      if (++count > 12) break;
    }
  }
  return count >= fewestListed && surely * 2 >= count;
}

function itemBeside({ tokens: { text, starts, kinds, hashes } }: Sight, at: number, step: number): number | undefined {
  const between = at + step;
  const isComma = kinds[between] === tokenKind.mark && text.charAt(starts[between] ?? 0) === ",";
  if (!isComma && !ands.has(hashes[between] ?? 0)) return undefined;
  return kinds[between + step] === tokenKind.lower ? between + step : undefined;
}
