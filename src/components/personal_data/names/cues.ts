import type { Sight } from "./features.ts";
import { wordFlag } from "./lexicon.ts";
import type { Run } from "./runs.ts";
import { tokenKind } from "./tokens.ts";

/** Why something is a name, in fixed words, and the least score that this gives. */
export interface Cue {
  readonly note: string;
  readonly least: number;
}

const { first, last, ordinary, place, organisation, title, greeting, closing, label, speech, role, kin, street } = wordFlag;
const thing = place | organisation;

/** Returns the strongest reason for a name. */
export function cueOf(sight: Sight, name: Run): Cue {
  const before = wordBefore(sight, name.first);
  const flags = sight.flags(before);
  const isThing = (sight.flags(name.first) & thing) !== 0 && (sight.flags(name.first) & (first | last)) === 0;
  if ((flags & title) !== 0 && (flags & (ordinary | street)) === 0 && !isThing) return { note: "title before it", least: 0.85 };
  if ((flags & greeting) !== 0) return { note: "greeting before it", least: 0 };
  if (isAfterClosing(sight, name.first)) return { note: "closing words before it", least: 0 };
  if (isBeforeMailbox(sight, name.last)) return { note: "mail address behind it", least: 0 };
  if ((flags & label) !== 0) return { note: "label before it", least: 0 };
  if ((flags & (role | kin)) !== 0) return { note: "role before it", least: 0 };
  if ((sight.flags(name.last + 1) & speech) !== 0 || (flags & speech) !== 0) return { note: "verb of speech beside it", least: 0 };
  return { note: ofLists(sight, name), least: 0 };
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
  return hasLast ? "last name of the lists" : "form and words around it";
}

/** The token before, without marks between: `Mr. `, `Name: `, `("`. */
function wordBefore({ tokens: { kinds } }: Sight, index: number): number {
  let before = index - 1;
  while (before >= 0 && index - before <= 3 && kinds[before] === tokenKind.mark) before--;
  return before;
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
