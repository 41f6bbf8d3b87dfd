/** A stretch of digits and the punctuation that numbers are written with, within one line. */
export interface DigitRun {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A group of digits in a run: `4111 1111` has two. */
export interface DigitGroup {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
}

// Linear: whatever the class takes is never given back beyond the last digit, and the next search starts after it.
const run = /[+(]{0,2}\d[\d ().\-/\u00a0\u2010\u2011]*/g;
const longestRun = 400;

/** The runs of a text with at least `fewest` digits or separators; overlong ones are tables of figures and left out. */
export function* digitRuns(text: string, fewest: number): Generator<DigitRun, void, void> {
  run.lastIndex = 0;
  for (const match of text.matchAll(run)) {
    if (match[0].length < fewest || match[0].length > longestRun) continue;
    const trimmed = match[0].replace(/\D+$/, "");
    if (trimmed.length < fewest) continue;
    yield { text: trimmed, start: match.index, end: match.index + trimmed.length };
  }
}

/** The groups of digits of a run, offsets within the text that the run is from. */
export function groupsOf(part: DigitRun): readonly DigitGroup[] {
  return [...part.text.matchAll(/\d+/g)].map((match) => ({
    digits: match[0],
    start: part.start + match.index,
    end: part.start + match.index + match[0].length,
  }));
}

/** Whether a span is no piece of something longer: an identifier, a UUID, a decimal, a path. */
export function standsAlone(text: string, { start, end }: { readonly start: number; readonly end: number }): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  const after = text.slice(end, end + 2);
  return (
    !/[\p{L}\p{N}_#@$€£%&\\]$|[\p{L}\p{N}][-./]$/u.test(before) &&
    !/^[\p{L}\p{N}_%€$£]|^[-/.,:@]\p{L}|^[.,:/-]\d/u.test(after)
  );
}
