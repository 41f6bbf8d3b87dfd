/** An expression that the library can parse, with a mapping of its positions to those in what the user wrote. */
interface Rewritten {
  readonly text: string;
  readonly place: (at: number) => number;
}

/** Matches a string literal, which is left unchanged, or a number that starts with 0 and has more characters. */
const pattern = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|(?<![\w.-])0(?:\.(\d+)(?:[eE]([+-]?\d{1,6}))?|[eE]([+-]?\d+))/gs;

/**
 * Writes `0.95` as `95e-2`, because json-p3 2.3.1 rejects every longer number that starts with 0 as one with a
 * redundant 0, which RFC 9535 forbids. Both forms are the same decimal, and so the same number.
 */
export function rewriteFractions(given: string): Rewritten {
  const shifts: (readonly [from: number, by: number])[] = [];
  let shift = 0;
  const text = given.replace(pattern, (whole, ...groups) => {
    const [digits, exponent, ofZero, at]: (string | number | undefined)[] = groups;
    if (typeof at !== "number" || (digits === undefined && ofZero === undefined)) return whole;
    const number = decimal(String(digits ?? "0"), Number(exponent ?? 0));
    // A position inside the number maps to its first character.
    shifts.push([at + shift + number.length, shift + number.length - whole.length]);
    shift += number.length - whole.length;
    return number;
  });
  return { text, place: (at) => at - (shifts.findLast(([from]) => at >= from)?.[1] ?? 0) };
}

/** Formats `0.<digits>e<exponent>` without a leading 0, unless the value is 0. */
function decimal(digits: string, exponent: number): string {
  const significant = digits.replace(/^0+/, "");
  return significant === "" ? "0" : `${significant}e${exponent - digits.length}`;
}
