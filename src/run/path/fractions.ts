/** An expression that the library reads, and where each place of it is in what the user wrote. */
export interface Rewritten {
  readonly text: string;
  readonly place: (at: number) => number;
}

/** A string literal, which stays as it is, or a number that begins with 0 and goes on. */
const pattern = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|(?<![\w.-])0(?:\.(\d+)(?:[eE]([+-]?\d{1,6}))?|[eE]([+-]?\d+))/gs;

/**
 * Writes `0.95` as `95e-2`: json-p3 2.3.1 takes every longer number that begins with 0 for one with a needless 0,
 * which RFC 9535 forbids. Both forms are the same decimal, and so the same number.
 */
export function rewriteFractions(given: string): Rewritten {
  const shifts: (readonly [from: number, by: number])[] = [];
  let shift = 0;
  const text = given.replace(pattern, (whole, ...groups) => {
    const [digits, exponent, ofZero, at]: (string | number | undefined)[] = groups;
    if (typeof at !== "number" || (digits === undefined && ofZero === undefined)) return whole;
    const number = decimal(String(digits ?? "0"), Number(exponent ?? 0));
    // A place inside the number is its first character.
    shifts.push([at + shift + number.length, shift + number.length - whole.length]);
    shift += number.length - whole.length;
    return number;
  });
  return { text, place: (at) => at - (shifts.findLast(([from]) => at >= from)?.[1] ?? 0) };
}

/** `0.<digits>e<exponent>` without a 0 at its beginning, unless that is all of it. */
function decimal(digits: string, exponent: number): string {
  const significant = digits.replace(/^0+/, "");
  return significant === "" ? "0" : `${significant}e${exponent - digits.length}`;
}
