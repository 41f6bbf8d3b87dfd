import { foldedUnit } from "./character-classes.ts";

/** The most letters of a key. */
export const longestKey = 6;

const hashWith = (hash: number, unit: number): number => (hash * 31 + unit) | 0;

/**
 * Tells at any place of a text which of many keys start there, in any case. Compares hashes, so it may name others too, but
 * never leaves one out. Most places are passed after the first two letters.
 */
export class KeyTable {
  readonly #mask: number;
  /** By the hash of a key, its bits. */
  readonly #ends: Uint8Array;
  /** By the hash of the first letters of a key, whether it goes on behind them. */
  readonly #continues: Uint8Array;

  /** By two characters of ASCII, whether a key may start with them. */
  readonly #pairs = new Uint8Array(1 << 14);

  /** `size`: a power of two, many times the number of letters of all keys. */
  constructor(size: number) {
    this.#mask = size - 1;
    this.#ends = new Uint8Array(size);
    this.#continues = new Uint8Array(size);
  }

  /** Adds a key of at most {@link longestKey} letters. `bits`: one to eight bits that stand for it. */
  add(key: string, bits: number): void {
    this.#addPairs(foldedUnit(key.charCodeAt(0)), key.length > 1 ? foldedUnit(key.charCodeAt(1)) : undefined);
    let hash = 0;
    for (let at = 0; at < key.length; at++) {
      if (at > 0) this.#continues[hash & this.#mask] = 1;
      hash = hashWith(hash, foldedUnit(key.charCodeAt(at)));
    }
    this.#ends[hash & this.#mask] = (this.#ends[hash & this.#mask] ?? 0) | bits;
  }

  #addPairs(first: number, second: number | undefined): void {
    for (let one = 0; one < 128; one++) {
      if (foldedUnit(one) !== first) continue;
      for (let two = 0; two < 128; two++)
        if (second === undefined || foldedUnit(two) === second) this.#pairs[(one << 7) | two] = 1;
    }
  }

  /** Tells cheaply that no key starts with two characters, given as code units. */
  mayStart(first: number, second: number): boolean {
    return (first | second) > 127 || this.#pairs[(first << 7) | second] === 1;
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
