import type { ScoredName } from "./cues.ts";
import type { Sight } from "./features.ts";
import { wordFlag } from "./lexicon.ts";
import { tokenKind } from "./tokens.ts";

const { first, last, label, ordinary } = wordFlag;
/** What a word in front of a comma may be besides a last name. */
const other = 0x1ffff & ~last;

/** Joins a last name, a comma and first names into one name, as lists and forms write them: `Falk, Ines`. */
export function joinReversed(sight: Sight, names: ScoredName[]): void {
  addRows(sight, names);
  for (const [at, name] of names.entries())
    if ((names[at - 1]?.last ?? -1) < name.first - 2) names[at] = withUnknownFamily(sight, name);
  for (let at = names.length - 1; at > 0; at--) {
    const [family, given] = [names[at - 1], names[at]];
    if (family === undefined || given === undefined || !areOne(sight, family, given)) continue;
    const score = Math.max(family.score, given.score);
    names.splice(at - 1, 2, { ...given, first: family.first, score, note });
  }
}

/** `Price, Toni; 12 Main Street`, in a row of a list, where a number follows: a first name of the lists tells. */
function addRows(sight: Sight, names: ScoredName[]): void {
  const { tokens, flags } = sight;
  const covered = new Set(names.flatMap(({ first: from, last: to }) => [from, to]));
  for (let given = 2; given < tokens.count; given++) {
    const family = given - 2;
    if (!isComma(tokens, given - 1) || !isBreakBefore(sight, family) || covered.has(family) || covered.has(given))
      continue;
    if (tokens.kinds[given] !== tokenKind.capital || !isWord(tokens.kinds[family])) continue;
    if ((flags(given) & first) === 0 || (flags(given) & other & ~ordinary & ~first) !== 0) continue;
    if ((flags(family) & last) === 0 && (flags(family) & other) !== 0) continue;
    if (isRow(sight, given + 1)) names.push({ first: family, last: given, ...row });
  }
  names.sort((a, b) => a.first - b.first);
}

/** `Ankunding, Randolph, Reception`: a last name that no list knows, at the start of a line. */
function withUnknownFamily(sight: Sight, name: ScoredName): ScoredName {
  const { tokens, flags } = sight;
  const comma = name.first - 1;
  const family = comma - 1;
  if (family < 0 || !isComma(tokens, comma) || !isBreakBefore(sight, family)) return name;
  if ((flags(name.first) & first) === 0 || !isWord(tokens.kinds[family])) return name;
  if ((flags(family) & other) !== 0 || sight.isAlsoLower(tokens.hashes[family] ?? 0)) return name;
  return endsEntry(sight, name.last + 1) || isRow(sight, name.last + 1) ? { ...name, first: family, note } : name;
}

const isWord = (kind: number | undefined): boolean => kind === tokenKind.capital || kind === tokenKind.mixed;

/** Whether a comma or a semicolon and the rest of a row with a number or a mail address follow. */
function isRow({ tokens }: Sight, index: number): boolean {
  const end = tokens.ends[index] ?? 0;
  const isCell = isComma(tokens, index) || tokens.text.charAt(tokens.starts[index] ?? 0) === ";";
  return index < tokens.count && isCell && /^[^\n]{0,60}?[\d@]/.test(tokens.text.slice(end, end + 61));
}

const note = "last name, comma, first name";
const row = { note, least: 0.7, score: 0.7, strength: 1 } as const;

const isBreakBefore = ({ tokens: { kinds } }: Sight, index: number): boolean =>
  index === 0 || isBreak(kinds[index - 1]);

function areOne(sight: Sight, family: ScoredName, given: ScoredName): boolean {
  const { tokens, flags } = sight;
  const comma = family.last + 1;
  if (given.first !== comma + 1 || tokens.text.charAt(tokens.starts[comma] ?? 0) !== ",") return false;
  if ((tokens.starts[given.first] ?? 0) - (tokens.ends[family.last] ?? 0) > 2) return false;
  for (let index = family.first; index < family.last; index++)
    if (tokens.kinds[index] !== tokenKind.lower && tokens.kinds[index] !== tokenKind.mark) return false;
  const isFamily = (flags(family.last) & last) !== 0 || (flags(family.last) & first) === 0;
  if (!isFamily) return false;
  // In a row that starts with both and goes on with a number, the lists need to know only one of them.
  const isOfRow = isBreakBefore(sight, family.first) && given.first === given.last && isRow(sight, given.last + 1);
  if (isOfRow && (flags(family.last) & other) === 0) return true;
  return (flags(given.first) & first) !== 0 && startsEntry(sight, family.first) && endsEntry(sight, given.last + 1);
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

const isComma = ({ text, starts, count }: Sight["tokens"], index: number): boolean =>
  index < count && text.charAt(starts[index] ?? 0) === ",";

const isBreak = (kind: number | undefined): boolean => kind === tokenKind.line || kind === tokenKind.gap;
