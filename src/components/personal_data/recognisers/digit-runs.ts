import { matchesOf, unspaced } from "./recogniser.ts";

/** A run of digits and the punctuation used in numbers, within one line. */
export interface DigitRun {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A group of digits in a run: `4111 1111` has two groups. */
export interface DigitGroup {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
}

// Linear: the regular expression backtracks only to the last digit, and the next search starts after the match.
const run = /[+(]{0,2}\d[\d ().\-/\u00a0\u2009\u202f\u2010-\u2013\u2212]{4,}/g;
const shortest = 7;
const longestRun = 400;

/**
 * Returns the runs of a text with at least `fewest` digits or separators. Longer runs than the limit are tables of
 * figures and are left out.
 */
export function* digitRuns(text: string, fewest: number): Generator<DigitRun, void, void> {
  if (fewest < shortest) throw new RangeError(`runs of less than ${shortest} characters are not found`);
  for (const match of matchesOf(run, text)) {
    if (match[0].length < fewest || match[0].length > longestRun) continue;
    const trimmed = match[0].replace(/\D+$/, "");
    if (trimmed.length < fewest) continue;
    yield { text: trimmed, start: match.index, end: match.index + trimmed.length };
  }
}

/** Returns the groups of digits of a run, with offsets in the text that contains the run. */
export function groupsOf(part: DigitRun): readonly DigitGroup[] {
  return [...part.text.matchAll(/\d+/g)].map((match) => ({
    digits: match[0],
    start: part.start + match.index,
    end: part.start + match.index + match[0].length,
  }));
}

/** A part of a text, by its offsets. */
interface TextPart {
  readonly start: number;
  readonly end: number;
}

/** Returns whether a span is not part of something longer: an identifier, a UUID, a decimal number, a path. */
export function standsAlone(text: string, part: TextPart): boolean {
  const { start, end } = part;
  const [before, after] = [text.slice(Math.max(0, start - 2), start), text.slice(end, end + 8)];
  const isBehindLabel = abbreviation.test(text.slice(Math.max(0, start - 5), start));
  if (!(isBehindLabel || startsAlone(before)) || isWordStart(after) || /^[.@]\p{L}|^[.:/-]\d/u.test(after))
    return false;
  if (/^-\p{L}/u.test(after) && !lineName.test(after)) return false;
  const own = text.slice(start, end);
  // A slash after digits only is a path; after a number in groups it separates: `030 901820/Fax 030 901821`.
  if (/^\/\p{L}/u.test(after)) return /^[+(]| /.test(own);
  return !/^,\d/.test(after) || !isAmount(own, after);
}

/** `Tel.030 901820` has no space behind the word. */
const abbreviation = /(?<!\p{L})(?:tel|mob|tlf|fon|fax|тел|моб|τηλ|κιν|puh)\.$/iu;
/** What a line is for may follow its number: `030 901820-Office`. */
const lineName = /^-(?:office|home|work|fax|mobile|mobil|cell|privat)/i;

/** Like {@link standsAlone}, for a number with a check digit: a comma, colon or slash after it separates. */
export function standsBetween(text: string, { start, end }: TextPart): boolean {
  const [before, after] = [text.slice(Math.max(0, start - 2), start), text.slice(end, end + 2)];
  return startsAlone(before) && !isWordStart(after) && !/^[-/.@]\p{L}|^[.-]\d/u.test(after);
}

function startsAlone(before: string): boolean {
  if (/(?:^|[^\p{L}\p{N}])\.$/u.test(before)) return false;
  if (/[\p{L}\p{N}][-./]$/u.test(before)) return unspaced.test(before.charAt(before.length - 2));
  return !/[\p{L}\p{N}_#@$€£%&\\]$/u.test(before) || unspaced.test(before.slice(-1));
}

const isWordStart = (after: string): boolean => /^[\p{L}\p{N}_%€$£]/u.test(after) && !unspaced.test(after.charAt(0));

/** `1.234.567,89` and `1234567,8`, but not `0171 2345678,50667`. */
const isAmount = (own: string, after: string): boolean =>
  /^\d{1,3}(?:[ .\u00a0]\d{3})+$/.test(own) || (/^\d+$/.test(own) && /^,\d{1,3}(?!\d)/.test(after));
