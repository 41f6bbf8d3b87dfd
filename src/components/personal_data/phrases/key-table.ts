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

/** Tells of the first two letters of a place that no key starts there. It is faster than {@link KeyTable} for most places. */
export class KeyPairs {
  /** By two characters of ASCII. */
  readonly #pairs = new Uint8Array(1 << 14);

  add(key: string): void {
    for (const first of spellings(key.charCodeAt(0)))
      for (const second of key.length > 1 ? spellings(key.charCodeAt(1)) : ascii)
        this.#pairs[(first << 7) | second] = 1;
  }

  /** `first` and `second`: code units. Behind the end of a text, `second` is NaN, which counts as 0. */
  mayStart(first: number, second: number): boolean {
    return (first | second) > 127 || this.#pairs[(first << 7) | second] === 1;
  }
}

const ascii = Array.from({ length: 128 }, (_, unit) => unit);

/** The characters of ASCII that are the same as a unit in any case. Others pass in any case. */
function spellings(unit: number): readonly number[] {
  const small = foldedUnit(unit);
  if (small > 127) return [];
  return small >= 0x61 && small <= 0x7a ? [small, small - 0x20] : [small];
}

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
