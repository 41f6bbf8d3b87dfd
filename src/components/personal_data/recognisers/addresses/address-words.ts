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
const wordBehind = /(?:^|[\s,(:;"'„“«>[|=])([\p{L}\p{M}\d][\p{L}\p{M}\d'’/-]*\.?)[ \u00a0]?$/u;

/**
 * Returns the words of the same line that end at an offset, the nearest first: as many as a street's name has. A comma ends
 * them, unless it is the first character: `Calle Mayor, 5`.
 */
export function tokensBefore(text: string, at: number): readonly AddressWord[] {
  const from = Math.max(0, at - longestBefore);
  let rest = text.slice(from, at);
  const line = rest.lastIndexOf("\n") + 1;
  const tokens: AddressWord[] = [];
  rest = rest.replace(/,? ?$/, "");
  while (tokens.length < mostTokens && rest.length > line) {
    const match = wordBehind.exec(rest);
    const word = match?.[1];
    if (match === null || word === undefined) break;
    const start = match.index + match[0].indexOf(word);
    if (start < line) break;
    tokens.push({ text: word, start: from + start, end: from + start + word.length });
    if (!/[ \u00a0]/.test(rest.charAt(start - 1))) break;
    rest = rest.slice(0, start).replace(/[ \u00a0]$/, "");
    if (/[,;:]$/.test(rest)) break;
  }
  return tokens;
}

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
