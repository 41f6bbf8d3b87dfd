import { endingIn } from "../phrases/index.ts";
import type { Sight } from "./features.ts";
import { wordFlag } from "./lexicon.ts";
import type { Run } from "./runs.ts";
import { tokenKind } from "./tokens.ts";

/** Why something is a name, in fixed words, and the least score that this gives. */
export interface Cue {
  readonly note: string;
  readonly least: number;
  /** How much the reason says about a word that the lists do not know: nothing, something, or enough. */
  readonly strength: 0 | 1 | 2;
}

/** A name in the tokens of a text, with its score and the reason for it. */
export interface ScoredName extends Cue {
  readonly first: number;
  readonly last: number;
  readonly score: number;
}

const { first, last, ordinary, place, organisation, title, greeting, closing, label, speech, role, kin, street } =
  wordFlag;
const thing = place | organisation;

/** The note of a name without any word of the lists and without a cue. */
export const guess = "form and words around it";

const cue = (note: string, strength: Cue["strength"], least = 0): Cue => ({ note, least, strength });

export const titleCue = cue("title before it", 2, 0.85);

/** Returns the strongest reason for a name. */
export function cueOf(sight: Sight, name: Run): Cue {
  if (isAfterTitle(sight, name.first)) return titleCue;
  const before = wordBefore(sight, name.first);
  const flags = sight.flags(before);
  if ((flags & greeting) !== 0) return cue("greeting before it", 2);
  if (isAfterClosing(sight, name.first)) return cue("closing words before it", 2, isGiven(sight, name.first) ? 0.6 : 0);
  if (isBeforeMailbox(sight, name.last)) return cue("mail address behind it", 2);
  if ((flags & label) !== 0) return cue("label before it", isBehindColon(sight, name.first) ? 2 : 1);
  if (isNameIs(sight, before)) return cue("label before it", 2);
  if ((flags & (role | kin)) !== 0) return cue("role before it", 1);
  if (((sight.flags(name.last + 1) | flags) & speech) !== 0) return cue("verb of speech beside it", 2);
  const isWhole = name.last === name.first + 1 && isGiven(sight, name.first) && (sight.flags(name.last) & last) !== 0;
  return cue(ofLists(sight, name), 0, isWhole && (sight.flags(name.first) & ordinary) === 0 ? 0.55 : 0);
}

/** Whether a word is a first name and no place, time or thing. */
const isGiven = (sight: Sight, index: number): boolean =>
  (sight.flags(index) & first) !== 0 && (sight.flags(index) & (thing | wordFlag.time)) === 0;

/** Whether a word that can be a name stands behind a title. */
function isAfterTitle(sight: Sight, index: number): boolean {
  const own = sight.flags(index);
  return ((own & thing) === 0 || (own & (first | last)) !== 0) && hasTitleBefore(sight, index);
}

const capitalTitle =
  /^(?:MRS?|MS|MISS|MX|DR|PROF|HERRN?|FRAU|MME|MLLE|SIR|SIG|SRA?|DIPL|ING|MAG|CEO|CFO|CTO|COO|VP|PHD|MD)$/;

/** Whether a title stands before a word, with nothing but a full stop and a space between. */
export function hasTitleBefore(sight: Sight, index: number): boolean {
  const { text, starts, ends, kinds } = sight.tokens;
  if (!/\s/.test(text.charAt((starts[index] ?? 0) - 1)) || kinds[index - 1] === tokenKind.line) return false;
  const before =
    kinds[index - 1] === tokenKind.mark && text.charAt(starts[index - 1] ?? 0) === "." ? index - 2 : index - 1;
  const flags = sight.flags(before);
  const length = (ends[before] ?? 0) - (starts[before] ?? 0);
  // `A DOM Builder`: an abbreviation in capitals is a title only if people write it so.
  if (
    kinds[before] === tokenKind.capitals &&
    kinds[index] !== tokenKind.capitals &&
    !capitalTitle.test(text.slice(starts[before], ends[before]))
  )
    return false;
  // `MS-Windows` is no Ms.
  if (sight.tokens.hashes[before] !== sight.tokens.heads[before]) return false;
  if ((flags & title) === 0 || (flags & first) !== 0 || length < 2) return false;
  // `Mulholland Dr. Suite 4` is a street.
  const isStreet =
    (flags & street) !== 0 && kinds[before - 1] === tokenKind.capital && (sight.flags(before - 1) & title) === 0;
  return !isStreet && (before === index - 1 || length <= 5);
}

function ofLists(sight: Sight, { first: from, last: to }: Run): string {
  let hasFirst = false;
  let hasLast = false;
  for (let index = from; index <= to; index++) {
    if (index < to || from === to) hasFirst ||= (sight.flags(index) & first) !== 0;
    if (index > from || from === to) hasLast ||= (sight.flags(index) & last) !== 0;
  }
  if (hasFirst && hasLast && from < to) return "first and last name of the lists";
  if (hasFirst) return "first name of the lists";
  return hasLast ? "last name of the lists" : guess;
}

/** The token before, without marks between: `Mr. `, `Name: `, `("`. */
function wordBefore({ tokens: { kinds } }: Sight, index: number): number {
  let before = index - 1;
  while (before >= 0 && index - before <= 3 && kinds[before] === tokenKind.mark) before--;
  return before;
}

/** `my name is`, `ich heiße`, `me llamo`, `nazywam się`. */
export function isNameIs({ tokens: { text, starts, ends } }: Sight, before: number): boolean {
  const from = Math.max(0, (ends[before] ?? 0) - 24);
  if (before < 0 || (starts[before] ?? 0) < from) return false;
  const end = ends[before] ?? 0;
  return nameIs.test(text.slice(from, end));
}

/** `property name is invalid`: the name of a thing is none of a person. */
const nameIs = endingIn(
  /(?<!\p{L})(?:(?<!(?:property|attribute|file|folder|package|module|class|function|method|variable|table|column|field|host|domain|element|event|type|branch|tag|key|option) )names? (?:is|was)|name (?:ist|lautet)|hei(?:ß|ss)e|calls? me|(?:is|was|been) (?:called|named)|m['’]appelle|s['’]appelle|nom est|me llamo|se llama|nombre es|mi chiamo|si chiama|nome [èé]|chamo-me|me chamo|naam is|heet|nazywam się|mam na imię|jmenuji se|volám sa|zovem se|heter|hedder|nimeni on|a nevem|mă numesc|adım|меня зовут|мене звати|казвам се|με λένε)/iu,
);

function isBehindColon({ tokens: { text, starts, kinds } }: Sight, index: number): boolean {
  return kinds[index - 1] === tokenKind.mark && text.charAt(starts[index - 1] ?? 0) === ":";
}

/** Whether a line above, at most two lines away, ends a letter. */
function isAfterClosing(sight: Sight, index: number): boolean {
  if (sight.tokens.kinds[index - 1] !== tokenKind.line) return false;
  let at = index - 2;
  while (at >= 0 && index - at <= 4 && sight.tokens.kinds[at] === tokenKind.mark) at--;
  return (sight.flags(at) & closing) !== 0 && (sight.flags(at) & ordinary & first) === 0;
}

/** Whether `<` and an address follow, or the address in brackets. */
function isBeforeMailbox({ tokens: { text, ends } }: Sight, index: number): boolean {
  return /^["']?[ \t]{0,2}[<(](?=[^<>@()\s]{1,64}@)/.test(text.slice(ends[index] ?? 0, (ends[index] ?? 0) + 72));
}
