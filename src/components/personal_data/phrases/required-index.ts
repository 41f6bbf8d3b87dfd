import { foldedKey, nextTriple, triplesOf } from "./key-table.ts";
import { requiredIn } from "./required-words.ts";

/** The patterns that share a bit do not tell each other apart. */
const bits = 32;

/**
 * Tells which of many patterns a part of a text can match, by the strings that each of them requires. One pass over the part
 * takes as long as one or two of the patterns.
 */
export class RequiredIndex {
  /** By the number of three code units, a bit for each pattern that requires a string which starts with them. */
  readonly #bits: Int32Array;
  /** By pattern, the strings of which it requires one; undefined if it requires nothing. */
  readonly #required: (readonly string[] | undefined)[] = [];
  /** The patterns that require nothing. */
  #always = 0;

  constructor(sources: readonly string[]) {
    this.#bits = new Int32Array(1 << 15);
    for (const [place, source] of sources.entries()) {
      const bit = 1 << (place % bits);
      const required = requiredIn(source);
      this.#required.push(required?.map((one) => foldedKey(one, 0, one.length)));
      if (required === undefined) this.#always |= bit;
      for (const written of required ?? []) for (const triple of triplesOf(written)) this.#add(triple, bit);
    }
  }

  #add(triple: number, bit: number): void {
    this.#bits[triple] = (this.#bits[triple] ?? 0) | bit;
  }

  /** Returns a bit for each pattern that may match between two offsets of a text. */
  bitsIn(text: string, from: number, to: number): number {
    let found = this.#always;
    let triple = 0;
    for (let at = from; at < to; at++) {
      triple = nextTriple(triple, text.charCodeAt(at));
      if (at > from + 1) found |= this.#bits[triple] ?? 0;
    }
    // A string of one or two letters may stand at the end.
    for (let end = 0; end < 2; end++) {
      triple = nextTriple(triple, 0);
      found |= this.#bits[triple] ?? 0;
    }
    return found;
  }

  /**
   * Returns the numbers of the patterns that may match in a text, of those with these bits. It looks for whole strings, as a
   * pattern takes a hundred times as long to try.
   */
  possibleIn(text: string, found = this.bitsIn(text, 0, text.length)): readonly number[] {
    const folded = foldedKey(text, 0, text.length);
    const isPossible = (required: readonly string[] | undefined, place: number): boolean =>
      RequiredIndex.has(found, place) && (required === undefined || required.some((one) => folded.includes(one)));
    return this.#required.flatMap((required, place) => (isPossible(required, place) ? place : []));
  }

  static has(found: number, place: number): boolean {
    return (found & (1 << (place % bits))) !== 0;
  }
}
