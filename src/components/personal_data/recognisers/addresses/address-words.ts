/** A word of a text; `start` and `end` are offsets in it. `end` includes a full stop behind the word. */
export interface AddressWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Returns a word in lower case without marks and without the full stop of an abbreviation. */
export function folded(word: string): string {
  const bare = word.endsWith(".") ? word.slice(0, -1) : word;
  const lower = bare.toLowerCase();
  if (ascii.test(lower)) return lower;
  const plain = lower.replaceAll("ß", "ss").replaceAll("ł", "l").replaceAll("ø", "o").replaceAll("ı", "i");
  return plain.normalize("NFD").replace(/\p{M}/gu, "");
}

const ascii = /^[\0-\x7f]*$/;

/** Returns the words of a list, folded. */
export function foldedWords(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/).map(folded));
}

export const isCapitalised = (word: string): boolean => /^(?:\p{Ll}{1,3}[-'’])?\p{Lu}/u.test(word);

const mostTokens = 7;
const longestBefore = 90;
const word = /^["'„“«>[|=(]?([\p{L}\p{M}\d][\p{L}\p{M}\d'’/-]*\.?)$/u;

/**
 * Returns the words of the same clause that end at an offset, the nearest first: as many as a street's name has. A comma right
 * before the offset is passed: `Calle Mayor, 5`.
 */
export function tokensBefore(text: string, at: number): readonly AddressWord[] {
  const tokens: AddressWord[] = [];
  const from = Math.max(0, at - longestBefore);
  let end = at;
  if (end > from && text[end - 1] === " ") end--;
  if (end > from && text[end - 1] === ",") end--;
  while (tokens.length < mostTokens) {
    let start = end;
    while (start > from && !isBetweenWords(text.charCodeAt(start - 1))) start--;
    const part = text.slice(start, end);
    const found = word.exec(part)?.[1];
    if (found === undefined) break;
    tokens.push({ text: found, start: end - found.length, end });
    if (found.length < part.length || start === from || !isSpace(text.charCodeAt(start - 1))) break;
    end = start - 1;
  }
  return tokens;
}

const isSpace = (unit: number): boolean => unit === 0x20 || unit === 0xa0;
/** A space, or one of the marks that end a clause: line end, comma, colon, semicolon. */
const isBetweenWords = (unit: number): boolean =>
  isSpace(unit) || unit === 0x0a || unit === 0x2c || unit === 0x3a || unit === 0x3b;

const wordAhead = /([\p{L}\p{M}\d][\p{L}\p{M}\d'’/-]*\.?)/uy;

/** Returns the words of the same line that start at an offset. A comma or another mark ends them. */
export function tokensAfter(text: string, at: number): readonly AddressWord[] {
  const tokens: AddressWord[] = [];
  let next = at;
  while (tokens.length < mostTokens) {
    wordAhead.lastIndex = next;
    const match = wordAhead.exec(text);
    if (match === null) break;
    const end = next + match[0].length;
    tokens.push({ text: match[0], start: next, end });
    if (text[end] !== " " && text[end] !== "\u00a0") break;
    next = end + 1;
  }
  return tokens;
}
