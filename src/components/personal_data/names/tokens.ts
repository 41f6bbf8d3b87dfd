import { classOfUnit, emptyHash, hashFactor, hashUnit, hashWord, unitClass } from "./units.ts";

/**
 * The kind of a token. `capital` is "Anna", `capitals` is "ANNA", `mixed` is "YouTube", `initial` is "J." or "J", `code`
 * holds a digit or an underscore or is "camelCase", `line` is one or more line ends, `gap` is wide space between columns.
 */
export const tokenKind = {
  lower: 0,
  capital: 1,
  capitals: 2,
  mixed: 3,
  initial: 4,
  code: 5,
  mark: 6,
  line: 7,
  gap: 8,
} as const;

/** The tokens of a text, in arrays of the same order. Offsets are in UTF-16 code units. */
export interface Tokens {
  readonly text: string;
  readonly count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly kinds: Uint8Array;
  /** Hashes of words without regard to capitals, and of marks. */
  readonly hashes: Int32Array;
  /** The hash of the part before the first hyphen, or the same as `hashes`. */
  readonly heads: Int32Array;
}

/** The hash of the `'s` that follows a name, and of any other ending behind an apostrophe. */
export const possessive = hashWord("'s");
export const lineEnd = hashWord("\n");
export const emptyLine = hashWord("\n\n");
const columnGap = hashWord("\t");

/** The arrays that tokens are written into. They can be used again once the tokens of a text are no longer needed. */
export class TokenRoom {
  starts = new Int32Array(0);
  ends = new Int32Array(0);
  kinds = new Uint8Array(0);
  hashes = new Int32Array(0);
  heads = new Int32Array(0);

  /** Makes room for a number of tokens. What is held is lost. */
  hold(count: number): void {
    if (this.starts.length >= count) return;
    this.starts = new Int32Array(count);
    this.ends = new Int32Array(count);
    this.kinds = new Uint8Array(count);
    this.hashes = new Int32Array(count);
    this.heads = new Int32Array(count);
  }
}

/** How far behind the last token readers look. They read zeros there. */
const margin = 32;

interface TextPart {
  readonly from: number;
  readonly to: number;
}

/** Splits a part of a text. Takes linear time. With a room, the tokens are valid until it is used for others. */
export function tokensOf(
  text: string,
  { from, to }: TextPart = { from: 0, to: text.length },
  room = new TokenRoom(),
): Tokens {
  room.hold(to - from + margin);
  const tokenizer = new Tokenizer(text, { from, to }, room);
  return tokenizer.run();
}

/** A hyphen or an apostrophe. */
const isJoint = (unit: number): boolean =>
  unit === 0x27 || unit === 0x2d || unit === 0x2010 || unit === 0x2011 || unit === 0x2019;

class Tokenizer {
  readonly #text: string;
  readonly #to: number;
  #at: number;
  #count = 0;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #kinds: Uint8Array;
  readonly #hashes: Int32Array;
  readonly #heads: Int32Array;

  constructor(text: string, { from, to }: TextPart, { starts, ends, kinds, hashes, heads }: TokenRoom) {
    this.#text = text;
    this.#at = from;
    this.#to = to;
    this.#starts = starts;
    this.#ends = ends;
    this.#kinds = kinds;
    this.#hashes = hashes;
    this.#heads = heads;
  }

  run(): Tokens {
    const [text, to] = [this.#text, this.#to];
    while (this.#at < to) {
      const unit = text.charCodeAt(this.#at);
      const found = classOfUnit(unit);
      if (found >= unitClass.digit) this.#word(found);
      else if (found === unitClass.space) this.#space();
      else if (found === unitClass.line) this.#line();
      else this.#mark(unit);
    }
    const count = this.#count;
    const end = count + margin;
    for (const array of [this.#starts, this.#ends, this.#kinds, this.#hashes, this.#heads]) array.fill(0, count, end);
    return {
      text: this.#text,
      count,
      starts: this.#starts,
      ends: this.#ends,
      kinds: this.#kinds,
      hashes: this.#hashes,
      heads: this.#heads,
    };
  }

  #unit(at: number): number {
    return at < this.#to ? this.#text.charCodeAt(at) : 0x20;
  }

  #class(at: number): number {
    return classOfUnit(this.#unit(at));
  }

  #add(end: number, kind: number, hash: number, head = hash): void {
    const index = this.#count++;
    this.#starts[index] = this.#at;
    this.#ends[index] = end;
    this.#kinds[index] = kind;
    this.#hashes[index] = hash;
    this.#heads[index] = head;
    this.#at = end;
  }

  #space(): void {
    let end = this.#at;
    let isWide = false;
    for (; end < this.#to; end++) {
      const unit = this.#text.charCodeAt(end);
      if (classOfUnit(unit) !== unitClass.space) break;
      if (unit === 9) isWide = true;
    }
    if (isWide || end - this.#at > 2) this.#add(end, tokenKind.gap, columnGap);
    this.#at = end;
  }

  #line(): void {
    let end = this.#at;
    let lines = 0;
    for (; end < this.#to; end++) {
      const unit = this.#text.charCodeAt(end);
      const found = classOfUnit(unit);
      if (found > unitClass.line || found < unitClass.space) break;
      if (unit === 10) lines++;
    }
    this.#add(end, tokenKind.line, lines > 1 ? emptyLine : lineEnd);
  }

  /** A mark that is repeated, such as a ruled line, is one token. */
  #mark(unit: number): void {
    let end = this.#at + 1;
    while (end < this.#to && this.#unit(end) === unit) end++;
    this.#add(end, tokenKind.mark, hashUnit(emptyHash, unit));
  }

  /** `first`: the class of its first unit. */
  #word(first: number): void {
    const start = this.#at;
    let hash = emptyHash;
    let head = 0;
    let end = start;
    let uppers = 0;
    let letters = 0;
    let digits = 0;
    const [text, to] = [this.#text, this.#to];
    for (; end < to; end++) {
      const unit = text.charCodeAt(end);
      // Most letters are these, which fold to themselves.
      if (unit >= 0x61 && unit <= 0x7a) {
        letters++;
        hash = Math.imul(hash ^ unit, hashFactor);
        continue;
      }
      const found = classOfUnit(unit);
      if (found === unitClass.upper) uppers++;
      else if (found === unitClass.digit) digits++;
      else if (found < unitClass.lower) {
        if (!isJoint(unit) || !this.#joins(start, end, unit)) break;
        if (unit === 0x2d || unit === 0x2010 || unit === 0x2011) head ||= hash;
      }
      if (found >= unitClass.lower) letters++;
      hash = hashUnit(hash, unit);
    }
    let kind: number = tokenKind.code;
    if (digits === 0) {
      if (first === unitClass.upper) kind = this.#kindOfCapital(start, end, { uppers, letters });
      else if (uppers === 0) kind = tokenKind.lower;
    }
    if (kind === tokenKind.initial && this.#unit(end) === 0x2e) end++;
    this.#add(end, kind, hash, head || hash);
  }

  #kindOfCapital(
    start: number,
    end: number,
    { uppers, letters }: { readonly uppers: number; readonly letters: number },
  ) {
    if (letters === 1) return tokenKind.initial;
    if (uppers === letters) return tokenKind.capitals;
    const isPart = this.#count > 0 && this.#ends[this.#count - 1] === start;
    const isAfterInitial = isPart && this.#kinds[this.#count - 1] === tokenKind.initial;
    if (isAfterInitial && letters === 2 && this.#unit(end) === 0x2e) return tokenKind.initial;
    return this.#hasInnerCapital(start, end) ? tokenKind.mixed : tokenKind.capital;
  }

  /** A capital inside a word, unless it begins a part as in O'Brien and Anna-Lena, or follows Mc, Mac, De, Van, La, Le. */
  #hasInnerCapital(start: number, end: number): boolean {
    for (let at = start + 1; at < end; at++) {
      if (this.#class(at) !== unitClass.upper || this.#class(at - 1) < unitClass.lower) continue;
      if (!/^(?:Ma?c|Fitz|De|Di|Du|La|Le|Lo|Van|Von|El|Al)$/.test(this.#text.slice(start, at))) return true;
    }
    return false;
  }

  /** `Don't`, `We're`, `They'll`. */
  #isContraction(at: number): boolean {
    return /^(?:t|re|ve|ll)$/.test(/^\p{L}*/u.exec(this.#text.slice(at + 1, at + 5))?.[0] ?? "");
  }

  /** Whether a hyphen or an apostrophe belongs to the word. */
  #joins(start: number, at: number, unit: number): boolean {
    const next = this.#class(at + 1);
    if (next < unitClass.lower || at === start) return false;
    if (unit === 0x2d || unit === 0x2010 || unit === 0x2011) return next === this.#class(start);
    if (unit !== 0x27 && unit !== 0x2019) return false;
    if (this.#class(start) === unitClass.upper)
      return next === unitClass.upper || at - start === 1 || this.#isContraction(at);
    return next !== unitClass.upper;
  }
}
