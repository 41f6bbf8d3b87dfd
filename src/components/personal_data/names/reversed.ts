import type { ScoredName } from "./cues.ts";
import type { Sight } from "./features.ts";
import { wordFlag } from "./lexicon.ts";
import { tokenKind } from "./tokens.ts";

const { first, last, label } = wordFlag;

/** Joins a last name, a comma and first names into one name, as lists and forms write them: `Falk, Ines`. */
export function joinReversed(sight: Sight, names: ScoredName[]): void {
  for (let at = names.length - 1; at > 0; at--) {
    const [family, given] = [names[at - 1], names[at]];
    if (family === undefined || given === undefined || !areOne(sight, family, given)) continue;
    const score = Math.max(family.score, given.score);
    names.splice(at - 1, 2, { ...given, first: family.first, score, note: "last name, comma, first name" });
  }
}

function areOne(sight: Sight, family: ScoredName, given: ScoredName): boolean {
  const { tokens, flags } = sight;
  const comma = family.last + 1;
  if (given.first !== comma + 1 || tokens.text.charAt(tokens.starts[comma] ?? 0) !== ",") return false;
  if ((tokens.starts[given.first] ?? 0) - (tokens.ends[family.last] ?? 0) > 2) return false;
  for (let index = family.first; index < family.last; index++)
    if (tokens.kinds[index] !== tokenKind.lower && tokens.kinds[index] !== tokenKind.mark) return false;
  const isFamily = (flags(family.last) & last) !== 0 || (flags(family.last) & first) === 0;
  if (!isFamily || (flags(given.first) & first) === 0) return false;
  return startsEntry(sight, family.first) && endsEntry(sight, given.last + 1);
}

/** Whether an entry of a list starts at a token: a line, a column, or what follows a semicolon or a label. */
function startsEntry({ tokens: { text, starts, kinds }, flags }: Sight, index: number): boolean {
  if (index === 0 || isBreak(kinds[index - 1])) return true;
  const mark = text.charAt(starts[index - 1] ?? 0);
  return mark === ";" || mark === "|" || (mark === ":" && (flags(index - 2) & label) !== 0);
}

function endsEntry({ tokens: { text, starts, kinds, count } }: Sight, index: number): boolean {
  return index >= count || isBreak(kinds[index]) || /[;(|<\d]/.test(text.charAt(starts[index] ?? 0));
}

const isBreak = (kind: number | undefined): boolean => kind === tokenKind.line || kind === tokenKind.gap;
