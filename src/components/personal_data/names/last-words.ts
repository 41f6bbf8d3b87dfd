import { foldedUnit } from "../phrases/index.ts";
import { hashFactor, isLetter } from "./units.ts";

const mostMarks = 3;

/**
 * Tells cheaply that a text does not end in one of some words at a place, in any case. A pattern that ends in `$` is
 * tried at each character before the place, which takes ten times as long.
 */
export class LastWords {
  readonly #hashes: ReadonlySet<number>;

  /** `words`: the letters of the last words that a pattern can end in, without marks. */
  constructor(words: string) {
    this.#hashes = new Set(words.split(" ").map((word) => hashBefore(word, word.length)));
  }

  /** Up to three marks and spaces may stand between the word and `end`. */
  mayEndAt(text: string, end: number): boolean {
    let at = end;
    while (at > 0 && end - at < mostMarks && !isLetter(text.charCodeAt(at - 1))) at--;
    return this.#hashes.has(hashBefore(text, at));
  }
}

/** The hash of the letters that end at a place, from the last to the first. */
function hashBefore(text: string, end: number): number {
  let hash = 0;
  for (let at = end - 1; at >= 0 && isLetter(text.charCodeAt(at)); at--)
    hash = Math.imul(hash ^ foldedUnit(text.charCodeAt(at)), hashFactor);
  return hash;
}
