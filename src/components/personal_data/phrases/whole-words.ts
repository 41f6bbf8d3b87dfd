import { isLetterOrNumber } from "./character-classes.ts";
import { KeyTable, KeyTriples, keyOf } from "./key-table.ts";

/** Returns phrases as alternatives of a regular expression, the longest first. Words may be joined, or separated by a hyphen. */
export function alternativesOf(phrases: readonly string[]): readonly string[] {
  return phrases
    .map((phrase) =>
      phrase
        .trim()
        .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
        .replace(/\s+/g, "[ _-]?"),
    )
    .sort((a, b) => b.length - a.length);
}

const hashes = 1 << 12;

/** Phrases of a rule as whole words, because a word inside another word is meaningless. */
export class WholeWords {
  readonly #pattern: RegExp;
  readonly #keys = new KeyTable(hashes);
  readonly #triples = new KeyTriples();
  /** Whether a phrase may start with any character. */
  readonly #isOpen: boolean;

  constructor(phrases: readonly string[]) {
    this.#pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternativesOf(phrases).join("|")})(?![\\p{L}\\p{N}])`, "iu");
    const keys = phrases.map((phrase) => keyOf(phrase.trim()));
    for (const key of keys) {
      if (key === "") continue;
      this.#keys.add(key, 1);
      this.#triples.add(key);
    }
    this.#isOpen = keys.includes("");
  }

  /** Returns the first phrase in a text, as it is written there. */
  find(text: string): string | undefined {
    return this.#isOpen || this.#mayContain(text) ? this.#pattern.exec(text)?.[0] : undefined;
  }

  /** Most texts contain none. The pattern would try all phrases at each character. */
  #mayContain(text: string): boolean {
    const end = text.length;
    for (let at = 0; at < end; at++) {
      if (this.#triples.mayStartAt(text, at) && this.#keys.bitsAt(text, at) !== 0) return true;
      while (at < end && isLetterOrNumber(text.charCodeAt(at))) at++;
    }
    return false;
  }
}
