import { kept } from "../phrases/index.ts";

/** A word of a text; `start` and `end` are offsets in it. */
export interface LabelWord {
  /** In lower case, without diacritics and full stops. */
  readonly text: string;
  /** Whether it has no small letter. */
  readonly isCapital: boolean;
  readonly start: number;
  readonly end: number;
}

/** Letters that Unicode does not decompose into a base letter and a mark. */
const others: Readonly<Record<string, string>> = {
  ß: "ss",
  ł: "l",
  ø: "o",
  đ: "d",
  æ: "ae",
  œ: "oe",
  ı: "i",
  ð: "d",
  þ: "th",
  ς: "σ",
};

/** Returns a word in lower case without diacritics. */
export const folded = kept((word: string): string => {
  if (/^[a-z]*$/.test(word)) return word;
  const plain = word.toLowerCase();
  if (/^[a-z]*$/.test(plain)) return plain;
  return plain
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[ßłøđæœıðþς]/g, (letter) => others[letter] ?? letter);
});

/** `letter` has no case, `mark` is a combining mark; `title` is a letter such as `ǅ`. */
const classes = { other: 1, upper: 2, title: 3, lower: 4, letter: 5, mark: 6 } as const;
const known = new Uint8Array(0x10000);

function classOf(character: string): number {
  if (/\p{Lu}/u.test(character)) return classes.upper;
  if (/\p{Ll}/u.test(character)) return classes.lower;
  if (/\p{Lt}/u.test(character)) return classes.title;
  if (/\p{L}/u.test(character)) return classes.letter;
  return /\p{M}/u.test(character) ? classes.mark : classes.other;
}

function classOfUnit(unit: number): number {
  const found = classOf(String.fromCharCode(unit));
  if (unit < 0xd800 || unit > 0xdfff) known[unit] = found;
  return found;
}

const spellingOf = kept((written: string) => ({
  text: folded(written.replaceAll(".", "")),
  isCapital: !/\p{Ll}/u.test(written),
}));

const isLetter = (found: number): boolean => found >= classes.upper && found <= classes.letter;
const isSmall = (found: number): boolean => found >= classes.lower;
const stop = 0x2e;
/** How many letters {@link LabelWords.keyAt} reads. */
export const keyLetters = 4;

const latin = new Uint8Array(0x10000);
const noLatin = 255;

/** The place of a letter in the alphabet, without diacritics. A letter that stands for two is none. */
function latinOf(unit: number): number {
  const plain = folded(String.fromCharCode(unit));
  const found = /^[a-z]$/.test(plain) ? plain.charCodeAt(0) - 0x60 : noLatin;
  latin[unit] = found;
  return found;
}

const isAsciiWord = (unit: number): boolean =>
  (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57) || unit === 95;

/**
 * The words of a text from an offset on, also those of identifiers: `userTaxId` and `user_tax_id` have three. `S.S.N.` is one
 * word. Reads tables instead of a regular expression, because every number of a text needs the words around it.
 */
export class LabelWords {
  readonly #text: string;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #words: LabelWord[] = [];
  #at: number;

  constructor(text: string, from = 0) {
    this.#text = text;
    this.#at = from;
  }

  /** Where the words end that are known so far. */
  get reach(): number {
    return this.#at;
  }

  /** Reads the words that start before an offset. */
  readTo(to: number): void {
    const end = Math.min(to, this.#text.length);
    const text = this.#text;
    while (this.#at < end) {
      if (known[text.charCodeAt(this.#at)] === classes.other) this.#at++;
      else this.#step();
    }
  }

  #step(): void {
    const at = this.#at;
    const end = this.#endOfPlainWord(at) ?? this.#endOfWord(at);
    this.#at = end > at ? end : at + this.#sizeAt(at);
    if (end === at) return;
    this.#starts.push(at);
    this.#ends.push(end);
  }

  get count(): number {
    return this.#starts.length;
  }

  startOf(index: number): number {
    return this.#starts[index] ?? this.#text.length;
  }

  /** Returns the first four letters without diacritics as 5 bits each; -1 if one is no Latin letter. */
  keyAt(index: number): number {
    const start = this.#starts[index] ?? 0;
    const end = Math.min(start + keyLetters, this.#ends[index] ?? 0);
    let key = 0;
    for (let at = start; at < start + keyLetters; at++) {
      const letter = at < end ? (latin[this.#text.charCodeAt(at)] ?? 0) || latinOf(this.#text.charCodeAt(at)) : 0;
      if (letter === noLatin) return -1;
      key = (key << 5) | letter;
    }
    return key;
  }

  /** Returns a word, and reads on until it is known; undefined behind the last word. */
  at(index: number): LabelWord | undefined {
    while (index >= this.#starts.length && this.#at < this.#text.length) this.#step();
    const start = this.#starts[index];
    const end = this.#ends[index];
    if (start === undefined || end === undefined) return undefined;
    const held = this.#words[index];
    if (held !== undefined) return held;
    const written = this.#text.slice(start, end);
    const made = { ...spellingOf(written), start, end };
    this.#words[index] = made;
    return made;
  }

  #classAt(at: number): number {
    return known[this.#text.charCodeAt(at)] || this.#readClass(at);
  }

  /** The table has no halves of a pair. Behind the end of the text, there is no unit. */
  #readClass(at: number): number {
    if (at >= this.#text.length) return classes.other;
    const unit = this.#text.charCodeAt(at);
    if (unit >= 0xd800 && unit <= 0xdfff) return classOf(String.fromCodePoint(this.#text.codePointAt(at) ?? 0));
    return classOfUnit(unit);
  }

  #sizeAt(at: number): number {
    return (this.#text.charCodeAt(at) & 0xfc00) === 0xd800 && (this.#text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }

  /** Most words have no capital behind the first letter and no full stop behind it, and are read without a call for each. */
  #endOfPlainWord(at: number): number | undefined {
    const text = this.#text;
    const next = text.charCodeAt(at + 1);
    if (!((known[text.charCodeAt(at)] ?? 0) > classes.other) || next === stop || known[next] === classes.upper)
      return undefined;
    let end = at + 1;
    while ((known[text.charCodeAt(end)] ?? 0) >= classes.lower) end++;
    return known[text.charCodeAt(end)] === classes.other || known[text.charCodeAt(end)] === classes.upper
      ? end
      : undefined;
  }

  /** Returns the end of the word at an offset; the offset itself if none starts there. */
  #endOfWord(at: number): number {
    const first = this.#classAt(at);
    if (first === classes.other) return at;
    let end = at + this.#sizeAt(at);
    if (first === classes.upper) {
      const capitals = this.#endOfCapitals(at);
      if (capitals > end) return capitals;
    }
    if (isLetter(first) && this.#text.charCodeAt(end) === stop) {
      const initials = this.#endOfInitials(at);
      if (initials !== undefined) return initials;
    }
    while (isSmall(this.#classAt(end))) end += this.#sizeAt(end);
    return end;
  }

  /** At least two capitals; the last one belongs to the next word if a small letter follows: `HTMLParser`. */
  #endOfCapitals(at: number): number {
    let [end, last, count] = [at, at, 0];
    while (this.#classAt(end) === classes.upper) {
      last = end;
      end += this.#sizeAt(end);
      count++;
    }
    if (this.#classAt(end) === classes.lower) {
      end = last;
      count--;
    }
    if (count < 2) return at;
    while (this.#isInitialBehindStop(end)) end += 1 + this.#sizeAt(end + 1);
    return end;
  }

  /** `.Nr` is no initial, `.N` is one. */
  #isInitialBehindStop(at: number): boolean {
    if (this.#text.charCodeAt(at) !== stop || this.#classAt(at + 1) !== classes.upper) return false;
    const behind = at + 1 + this.#sizeAt(at + 1);
    return isAsciiWord(this.#text.charCodeAt(behind - 1)) !== isAsciiWord(this.#text.charCodeAt(behind));
  }

  /** At least two letters with a full stop each; a last one may have none. */
  #endOfInitials(at: number): number | undefined {
    let [end, count] = [at, 0];
    while (isLetter(this.#classAt(end)) && this.#text.charCodeAt(end + this.#sizeAt(end)) === stop) {
      end += this.#sizeAt(end) + 1;
      count++;
    }
    if (count < 2) return undefined;
    return isLetter(this.#classAt(end)) ? end + this.#sizeAt(end) : end;
  }
}

/** Returns the last offset up to `at` before which no word continues. Looks back at most `most` characters. */
export function wordBoundary(text: string, at: number, most: number): number {
  for (let from = at; from > Math.max(0, at - most); from--) {
    const unit = text.charCodeAt(from - 1);
    if ((known[unit] || classOfUnit(unit)) === classes.other && unit !== stop && (unit < 0xd800 || unit > 0xdfff))
      return from;
  }
  return Math.max(0, at - most);
}
