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
const run = /[+(]{0,2}\d[\d ().\-/\u00a0\u2010\u2011]*/g;
const longestRun = 400;

/**
 * Returns the runs of a text with at least `fewest` digits or separators. Longer runs than the limit are tables of
 * figures and are left out.
 */
export function* digitRuns(text: string, fewest: number): Generator<DigitRun, void, void> {
  run.lastIndex = 0;
  for (const match of text.matchAll(run)) {
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

/** Returns whether a span is not part of something longer: an identifier, a UUID, a decimal number, a path. */
export function standsAlone(text: string, { start, end }: { readonly start: number; readonly end: number }): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  const after = text.slice(end, end + 2);
  return (
    !/[\p{L}\p{N}_#@$€£%&\\]$|[\p{L}\p{N}][-./]$/u.test(before) &&
    !/^[\p{L}\p{N}_%€$£]|^[-/.,:@]\p{L}|^[.,:/-]\d/u.test(after)
  );
}
