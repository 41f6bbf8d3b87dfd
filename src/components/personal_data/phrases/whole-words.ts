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

interface Prepared {
  readonly pattern: RegExp;
  readonly keys: KeyTable;
  readonly triples: KeyTriples;
  /** Whether a phrase may start with any character. */
  readonly isOpen: boolean;
}

/** Phrases of a rule as whole words, because a word inside another word is meaningless. */
export class WholeWords {
  readonly #phrases: readonly string[];
  /** Made at the first search: most texts hold matches of few rules. */
  #prepared: Prepared | undefined;

  constructor(phrases: readonly string[]) {
    this.#phrases = phrases;
  }

  /** Returns the first phrase in a text, as it is written there. */
  find(text: string): string | undefined {
    this.#prepared ??= prepare(this.#phrases);
    const { pattern, isOpen } = this.#prepared;
    return isOpen || mayContain(text, this.#prepared) ? pattern.exec(text)?.[0] : undefined;
  }
}

function prepare(phrases: readonly string[]): Prepared {
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternativesOf(phrases).join("|")})(?![\\p{L}\\p{N}])`, "iu");
  const [keys, triples] = [new KeyTable(hashes), new KeyTriples()];
  const all = phrases.map((phrase) => keyOf(phrase.trim()));
  for (const key of all) {
    if (key === "") continue;
    keys.add(key, 1);
    triples.add(key);
  }
  return { pattern, keys, triples, isOpen: all.includes("") };
}

/** Most texts contain none. The pattern would try all phrases at each character. */
function mayContain(text: string, { keys, triples }: Prepared): boolean {
  const end = text.length;
  for (let at = 0; at < end; at++) {
    if (triples.mayStartAt(text, at) && keys.bitsAt(text, at) !== 0) return true;
    while (at < end && isLetterOrNumber(text.charCodeAt(at))) at++;
  }
  return false;
}
