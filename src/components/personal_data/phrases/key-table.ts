import { foldedUnit } from "./character-classes.ts";

/** The most letters of a key. */
export const longestKey = 6;

const hashWith = (hash: number, unit: number): number => (hash * 31 + unit) | 0;

/**
 * Tells at any place of a text which of many keys start there, in any case. Compares hashes, so it may name others too, but
 * never leaves one out.
 */
export class KeyTable {
  readonly #mask: number;
  /** By the hash of a key, its bits. */
  readonly #ends: Uint8Array;
  /** By the hash of the first letters of a key, whether it goes on behind them. */
  readonly #continues: Uint8Array;

  /** `size`: a power of two, many times the number of letters of all keys. */
  constructor(size: number) {
    this.#mask = size - 1;
    this.#ends = new Uint8Array(size);
    this.#continues = new Uint8Array(size);
  }

  /** Adds a key of at most {@link longestKey} letters. `bits`: one to eight bits that stand for it. */
  add(key: string, bits: number): void {
    let hash = 0;
    for (let at = 0; at < key.length; at++) {
      if (at > 0) this.#continues[hash & this.#mask] = 1;
      hash = hashWith(hash, foldedUnit(key.charCodeAt(at)));
    }
    this.#ends[hash & this.#mask] = (this.#ends[hash & this.#mask] ?? 0) | bits;
  }

  /** Returns the bits of all keys that start at an offset; 0 if there is none. */
  bitsAt(text: string, at: number): number {
    const end = Math.min(at + longestKey, text.length);
    let [hash, bits] = [0, 0];
    for (let next = at; next < end; next++) {
      hash = hashWith(hash, foldedUnit(text.charCodeAt(next)));
      bits |= this.#ends[hash & this.#mask] ?? 0;
      if (this.#continues[hash & this.#mask] === 0) break;
    }
    return bits;
  }
}

/** How many units a number of {@link nextTriple} stands for. */
const tripleLength = 3;

/**
 * Tells of the first three letters of a place that no key starts there. It is faster than {@link KeyTable} for most places,
 * and says yes for some others.
 */
export class KeyTriples {
  readonly #triples = new Uint8Array(1 << (5 * tripleLength));

  add(key: string): void {
    for (const triple of triplesOf(key)) this.#triples[triple] = 1;
  }

  /** `triple`: the number of three code units. */
  mayStart(triple: number): boolean {
    return this.#triples[triple] === 1;
  }

  /** The same for a place of a text. */
  mayStartAt(text: string, at: number): boolean {
    let triple = 0;
    const end = at + tripleLength;
    // What is behind the end of the text is no letter. To read it would make all reads slow.
    for (let next = at; next < end; next++) triple = nextTriple(triple, next < text.length ? text.charCodeAt(next) : 0);
    return this.mayStart(triple);
  }
}

/** Returns the numbers of three code units with which a text may start that starts with a key, in any case. */
export function* triplesOf(key: string): Generator<number, void, void> {
  let triple = 0;
  const known = Math.min(tripleLength, key.length);
  for (let at = 0; at < known; at++) triple = nextTriple(triple, key.charCodeAt(at));
  // Any letters may follow a shorter key.
  const open = 5 * (tripleLength - known);
  for (let next = triple << open; next < (triple + 1) << open; next++) yield next;
}

/** Returns the number of the last three code units of a text, from the number of the three before the last. */
export const nextTriple = (triple: number, unit: number): number => ((triple << 5) & 0x7fff) | (ofUnits[unit] ?? 0);

/** Letters of ASCII are 1 to 26 in any case, so that a mark or a digit with the same low bits only says yes too often. */
const ofUnits = new Uint8Array(0x10000).fill(31);
for (let unit = 0; unit < 128; unit++) ofUnits[unit] = unit & 31;
// These are the same as a letter of ASCII in any case: dotless i, long s, and the sign for kelvin.
for (const unit of [0x131, 0x17f, 0x212a]) ofUnits[unit] = foldedUnit(unit) & 31;

/** Returns the first letters of a phrase, as far as every spelling of it starts with them. */
export function keyOf(phrase: string): string {
  const [run = ""] = /^[\p{L}\p{N}]*/u.exec(phrase) ?? [];
  // The two halves of a character outside the basic plane have no case of their own.
  const end = run.search(/[\ud800-\udfff]/);
  return foldedKey(run, 0, Math.min(longestKey, end < 0 ? run.length : end));
}

/** Returns a part of a text in the spelling that keys are compared in. */
export function foldedKey(text: string, at: number, length: number): string {
  let key = "";
  for (let next = at; next < at + length; next++) key += String.fromCharCode(foldedUnit(text.charCodeAt(next)));
  return key;
}
