/** A set of whole numbers with fast access to the smallest. */
export interface NumberSet {
  readonly size: number;
  /** Has no effect if the set already contains the number. */
  readonly add: (number: number) => void;
  readonly smallest: () => number | undefined;
  /** Removes and returns the smallest number; undefined if empty. */
  readonly takeSmallest: () => number | undefined;
}

/**
 * Creates a set for numbers from 0 to `limit` (exclusive). Each number has a bit, and on the level above each group of
 * 32 bits has a bit that is set if any of them is. Adding and taking read one word of each level, so a set of a million
 * is as fast as one of a thousand, while a heap would compare twice as often.
 */
export function createNumberSet(limit: number): NumberSet {
  return new BitmapSet(limit);
}

const bitsOfWord = 5;

class BitmapSet implements NumberSet {
  /** From the bits of the numbers up to a single word. */
  readonly #levels: readonly Int32Array[];
  #size = 0;

  constructor(limit: number) {
    const levels: Int32Array[] = [];
    let words = limit;
    do {
      words = Math.max(1, Math.ceil(words / 32));
      levels.push(new Int32Array(words));
    } while (words > 1);
    this.#levels = levels;
  }

  get size(): number {
    return this.#size;
  }

  add(number: number): void {
    let at = number;
    for (const level of this.#levels) {
      const word = at >>> bitsOfWord;
      const before = level[word]!;
      const after = before | (1 << (at & 31));
      if (after === before) return;
      level[word] = after;
      if (level === this.#levels[0]) this.#size += 1;
      if (before !== 0) return;
      at = word;
    }
  }

  smallest(): number | undefined {
    if (this.#size === 0) return undefined;
    let at = 0;
    for (let i = this.#levels.length - 1; i >= 0; i--) at = (at << bitsOfWord) | lowestBit(this.#levels[i]![at]!);
    return at;
  }

  takeSmallest(): number | undefined {
    const smallest = this.smallest();
    if (smallest === undefined) return undefined;
    this.#size -= 1;
    let at = smallest;
    for (const level of this.#levels) {
      const word = at >>> bitsOfWord;
      const after = level[word]! & ~(1 << (at & 31));
      level[word] = after;
      if (after !== 0) break;
      at = word;
    }
    return smallest;
  }
}

/** Returns the index of the lowest set bit, from 0. */
const lowestBit = (word: number): number => 31 - Math.clz32(word & -word);
