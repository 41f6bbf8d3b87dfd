import { kept } from "../../phrases/index.ts";

/** A word of a text; `start` and `end` are offsets in it. `end` includes a full stop behind the word. */
export interface AddressWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Returns a word in lower case without marks and without the full stop of an abbreviation. */
export const folded = kept((word: string): string => {
  const bare = word.endsWith(".") ? word.slice(0, -1) : word;
  const lower = bare.toLowerCase();
  if (ascii.test(lower)) return lower;
  const plain = lower.replaceAll("ß", "ss").replaceAll("ł", "l").replaceAll("ø", "o").replaceAll("ı", "i");
  return plain.normalize("NFD").replace(/\p{M}/gu, "");
});

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

const wordAhead = /[\p{L}\p{M}\d][\p{L}\p{M}\d'’/-]*\.?/uy;
const characters = { other: 1, inner: 2, half: 3, word: 4 } as const;
const known = new Uint8Array(0x10000);

function characterAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return known[unit] || readCharacter(unit);
}

/** Behind the end of a text, there is no unit. */
function readCharacter(unit: number): number {
  if (Number.isNaN(unit)) return characters.other;
  const character = String.fromCharCode(unit);
  if (unit >= 0xd800 && unit <= 0xdfff) known[unit] = characters.half;
  else if (/[\p{L}\p{M}\d]/u.test(character)) known[unit] = characters.word;
  else known[unit] = "'’/-".includes(character) ? characters.inner : characters.other;
  return known[unit] ?? 0;
}

/** Returns the end of the word at an offset; the offset itself if there is none. Reads a table, as most numbers ask for it. */
function endOfWord(text: string, at: number): number {
  let end = at;
  let found = characterAt(text, end);
  while (found === characters.word || (found === characters.inner && end > at)) found = characterAt(text, ++end);
  if (found === characters.half) {
    wordAhead.lastIndex = at;
    return at + (wordAhead.exec(text)?.[0].length ?? 0);
  }
  return end > at && text.charCodeAt(end) === 0x2e ? end + 1 : end;
}

/** Returns the words of the same line that start at an offset. A comma or another mark ends them. */
export function tokensAfter(text: string, at: number): readonly AddressWord[] {
  const tokens: AddressWord[] = [];
  let next = at;
  while (tokens.length < mostTokens) {
    const end = endOfWord(text, next);
    if (end === next) break;
    tokens.push({ text: text.slice(next, end), start: next, end });
    if (!isSpace(text.charCodeAt(end))) break;
    next = end + 1;
  }
  return tokens;
}
