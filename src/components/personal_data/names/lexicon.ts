import { readFileSync } from "node:fs";
import { hashWord } from "./units.ts";

/** What the word lists say about a word, as bits. A word may be several: `Paris` is a first name and a place. */
export const wordFlag = {
  first: 1,
  last: 2,
  /** A word that is no name: a function word, a noun, a verb. */
  ordinary: 4,
  place: 8,
  time: 16,
  /** A company, a brand, a product, or a word that is part of such names. */
  organisation: 32,
  title: 64,
  particle: 128,
  greeting: 256,
  closing: 512,
  speech: 1024,
  role: 2048,
  label: 4096,
  street: 8192,
  kin: 16384,
  nation: 32768,
} as const;

export type WordClass = keyof typeof wordFlag;

/** The lists of words, by the hash of each word. */
export interface Lexicon {
  /** Returns the bits of `wordFlag`; 0 for an unknown word. */
  readonly flags: (hash: number) => number;
  /** Returns the languages in which a word is a name, as a set of bits; 0 if it is none. */
  readonly languages: (hash: number) => number;
}

/** Reads the lists: a line such as `first cs,sk: Adam Bohumil` for each class and set of languages. */
export function readLexicon(text: string): Lexicon {
  const table = new HashTable(1 << 18);
  const languages = new Map<string, number>();
  for (const line of text.split("\n")) {
    const end = line.indexOf(": ");
    if (end < 0 || line.startsWith("#")) continue;
    const [name = "", list = ""] = line.slice(0, end).split(" ");
    const flag = wordFlag[name as WordClass];
    let bits = 0;
    for (const language of list === "" ? [] : list.split(",")) {
      if (!languages.has(language)) languages.set(language, 1 << (languages.size % 31));
      bits |= languages.get(language) ?? 0;
    }
    for (const word of line.slice(end + 2).split(" ")) table.add(hashWord(word), flag, bits);
  }
  return table;
}

let shipped: Lexicon | undefined;

/** Returns the lists that wct includes. They are read at the first text that may hold a name. */
export function shippedLexicon(): Lexicon {
  shipped ??= readLexicon(readFileSync(new URL("./data/words.txt", import.meta.url), "utf8"));
  return shipped;
}

/**
 * A table with open addresses: it answers in a fraction of the time that a `Map` takes. Flags, key and languages of a word
 * are side by side, because the table is larger than the caches of a processor and each place in it costs an access to
 * the memory.
 */
class HashTable implements Lexicon {
  readonly #mask: number;
  /** Four numbers for each word: flags, key, languages, and one that is not used. */
  readonly #entries: Int32Array;

  constructor(size: number) {
    this.#mask = size - 1;
    this.#entries = new Int32Array(size * 4);
  }

  add(hash: number, flags: number, languages: number): void {
    const at = this.#find(hash);
    this.#entries[at] = (this.#entries[at] ?? 0) | flags;
    this.#entries[at + 1] = hash;
    this.#entries[at + 2] = (this.#entries[at + 2] ?? 0) | languages;
  }

  readonly flags = (hash: number): number => this.#entries[this.#find(hash)] ?? 0;
  readonly languages = (hash: number): number => this.#entries[this.#find(hash) + 2] ?? 0;

  #find(hash: number): number {
    const entries = this.#entries;
    let at = (hash ^ (hash >>> 15)) & this.#mask;
    while (entries[at * 4] !== 0 && entries[at * 4 + 1] !== hash) at = (at + 1) & this.#mask;
    return at * 4;
  }
}
