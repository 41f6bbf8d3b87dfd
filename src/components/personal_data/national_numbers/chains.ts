/** A run of Latin letters and digits; `start` and `end` are offsets in the text. */
export interface ChainToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const digit = /\d/g;
const wideSeparator = /^ [-/\u2013] $/;
const isSeparator = (unit: number): boolean =>
  unit === 32 ||
  (unit >= 45 && unit <= 47) ||
  unit === 0xa0 ||
  unit === 0x2009 ||
  unit === 0x202f ||
  (unit >= 0x2010 && unit <= 0x2013);
/** The numbers of German passports and identity cards have letters without vowels and as few as one digit. */
const serial = /^[CFGHJKLMNPRTVWXYZ][\dCFGHJKLMNPRTVWXYZ]{8,9}$/;
const mostTokens = 9;
const longestToken = 20;

const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;
/** Capital letters of number plates and identity cards: Ä, Ö, Ü, Ñ, Greek and Cyrillic. */
const isOtherCapital = (unit: number): boolean =>
  (unit >= 0x391 && unit <= 0x3a9) || (unit >= 0x410 && unit <= 0x42f) || [0xc4, 0xd6, 0xdc, 0xd1].includes(unit);
const isCapital = (unit: number): boolean => (unit >= 65 && unit <= 90) || (unit > 0xbf && isOtherCapital(unit));
const isAlphanumeric = (unit: number): boolean =>
  isDigit(unit) || (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit > 0xbf && isOtherCapital(unit));

/**
 * Returns sequences of tokens that one separator each divides, with at least `fewest` digits or the form of a serial number: `2 81 04 75 123 456 78`
 * has seven tokens. A token of letters only belongs to it if it is short and in capital letters, as in `AB 12 34 56 C`.
 */
export function* chains(text: string, fewest: number): Generator<readonly ChainToken[], void, void> {
  digit.lastIndex = 0;
  let from = 0;
  for (;;) {
    digit.lastIndex = from;
    const found = digit.exec(text);
    if (found === null) return;
    const first = tokenAt(text, found.index, from);
    from = first.end;
    if (first.text.length > longestToken) continue;
    const tokens = [...lettersBefore(text, first, 0), first];
    let digits = countDigits(first.text);
    for (
      let next = tokenAfter(text, first);
      next !== undefined && tokens.length < mostTokens;
      next = tokenAfter(text, next)
    ) {
      tokens.push(next);
      digits += countDigits(next.text);
      from = next.end;
    }
    if (digits >= fewest || isSerial(first.text)) yield tokens;
  }
}

/** Returns whether a text has the form of a serial number of a German document, which may have a single digit. */
export const isSerial = (text: string): boolean => serial.test(text) && /\d/.test(text);

/** Extends a token to both sides of an offset, not before `from`. */
function tokenAt(text: string, at: number, from: number): ChainToken {
  let start = at;
  while (start > from && isAlphanumeric(text.charCodeAt(start - 1))) start--;
  let end = at + 1;
  while (end < text.length && isAlphanumeric(text.charCodeAt(end))) end++;
  return { text: text.slice(start, end), start, end };
}

function tokenAfter(text: string, { end }: ChainToken): ChainToken | undefined {
  const gap = gapAfter(text, end);
  if (gap === 0) return undefined;
  const next = tokenAt(text, end + gap, end + gap);
  if (next.text.length > longestToken) return undefined;
  return countDigits(next.text) > 0 || /^\p{Lu}{1,3}$/u.test(next.text) ? next : undefined;
}

function lettersBefore(text: string, { start }: ChainToken, depth: number): readonly ChainToken[] {
  if (start < 2 || !isSeparator(text.charCodeAt(start - 1)) || !isCapital(text.charCodeAt(start - 2))) return [];
  const before = text.slice(Math.max(0, start - 5), start);
  const [letters = ""] = /(?<![\p{L}\p{N}_])[A-ZÄÖÜÑΑ-ΩА-Я]{1,3}(?=[ \u00a0\-/.]$)/u.exec(before) ?? [];
  if (letters === "") return [];
  const token = { text: letters, start: start - 1 - letters.length, end: start - 1 };
  return depth > 0 ? [token] : [...lettersBefore(text, token, depth + 1), token];
}

/** Returns the length of the separator at an offset that leads to another token; 0 if there is none. */
function gapAfter(text: string, at: number): number {
  if (!isSeparator(text.charCodeAt(at))) return 0;
  if (!isAlphanumeric(text.charCodeAt(at + 1))) {
    const wide = text.slice(at, at + 3);
    if (wideSeparator.test(wide) && isAlphanumeric(text.charCodeAt(at + 3))) return 3;
    return text.startsWith(". ", at) && isAlphanumeric(text.charCodeAt(at + 2)) ? 2 : 0;
  }
  return 1;
}

export function countDigits(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) if (isDigit(text.charCodeAt(at))) count++;
  return count;
}
