import { foldedUnit } from "./character-classes.ts";
import { alternativesOf } from "./whole-words.ts";

/** A phrase as it may be written in a text: in any case, its words joined or separated by a space, a hyphen or an underscore. */
export interface WrittenPhrase {
  /** Returns the end of the phrase if it starts at an offset of a text, else -1. */
  readonly endAt: (text: string, at: number) => number;
}

/** Returns the spellings of phrases, the longest first. */
export const writtenPhrases = (phrases: readonly string[]): readonly WrittenPhrase[] =>
  phrases
    .map((phrase) => phrase.trim().replace(/\s+/g, " "))
    .sort((a, b) => alternativeOf(b).length - alternativeOf(a).length)
    .map((phrase) => (isPlain.test(phrase) ? new PlainPhrase(phrase) : new PatternPhrase(alternativeOf(phrase))));

const alternativeOf = (phrase: string): string => alternativesOf([phrase])[0] ?? "";

/** Without a sign beside a space that could stand for it, and without characters of two units. */
const isPlain = /^(?!.*(?: [_-]|[_-] ))[^\ud800-\udfff]+$/;

/** Compares units: a regular expression takes ten times as long to try at a place, and longer to be compiled. */
class PlainPhrase implements WrittenPhrase {
  readonly #units: Uint16Array;

  constructor(phrase: string) {
    this.#units = Uint16Array.from(phrase, (character) => foldedUnit(character.charCodeAt(0)));
  }

  endAt(text: string, at: number): number {
    let end = at;
    for (const unit of this.#units) {
      const written = end < text.length ? text.charCodeAt(end) : 0;
      if (unit === space) {
        if (written === space || written === hyphen || written === underscore) end++;
      } else if (foldedUnit(written) === unit) end++;
      else return -1;
    }
    return end;
  }
}

const [space, hyphen, underscore] = [0x20, 0x2d, 0x5f];

class PatternPhrase implements WrittenPhrase {
  readonly #pattern: RegExp;

  constructor(alternative: string) {
    this.#pattern = new RegExp(alternative, "iuy");
  }

  endAt(text: string, at: number): number {
    this.#pattern.lastIndex = at;
    return this.#pattern.test(text) ? this.#pattern.lastIndex : -1;
  }
}
