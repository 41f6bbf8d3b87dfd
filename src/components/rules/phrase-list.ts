import { isUnspaced, matchPhrase, type Phrase, type PhraseMatch } from "./words.ts";

interface Entry<Owner> {
  readonly owner: Owner;
  readonly phrase: Phrase;
}

/** Phrases with an owner each, found by their first word, so that thousands of phrases cost no more than a few. */
export class PhraseList<Owner> {
  readonly #byFirst = new Map<string, Entry<Owner>[]>();
  readonly #unspaced: Entry<Owner>[] = [];
  readonly #isIgnored: (word: string) => boolean;

  /** `isIgnored`: words that may stand beside a phrase that must be the whole name. */
  constructor(isIgnored: (word: string) => boolean = () => false) {
    this.#isIgnored = isIgnored;
  }

  add(owner: Owner, phrases: readonly Phrase[]): this {
    for (const phrase of phrases) {
      const [first] = phrase.words;
      if (first === undefined) continue;
      const entry = { owner, phrase };
      const held = this.#byFirst.get(first);
      if (isUnspaced(first)) this.#unspaced.push(entry);
      else if (held === undefined) this.#byFirst.set(first, [entry]);
      else held.push(entry);
    }
    return this;
  }

  /** Returns the longest match of each owner that has one. Of equals the one that was added first. */
  find(words: readonly string[]): ReadonlyMap<Owner, PhraseMatch> {
    const found = new Map<Owner, PhraseMatch>();
    const consider = ({ owner, phrase }: Entry<Owner>) => {
      const held = found.get(owner);
      if (held !== undefined && held.phrase.words.length >= phrase.words.length) return;
      const match = matchPhrase(words, phrase, this.#isIgnored);
      if (match !== undefined) found.set(owner, match);
    };
    for (const entry of this.#possible(words)) consider(entry);
    return found;
  }

  /** Returns whether the name ends with a phrase. */
  endsIn(words: readonly string[]): boolean {
    return this.#possible(words).some(({ phrase }) => matchPhrase(words, phrase, this.#isIgnored)?.isAtEnd === true);
  }

  /** Returns whether a phrase occurs in the name. */
  occursIn(words: readonly string[]): boolean {
    return this.#possible(words).some(({ phrase }) => matchPhrase(words, phrase, this.#isIgnored) !== undefined);
  }

  #possible(words: readonly string[]): readonly Entry<Owner>[] {
    const spaced = [...new Set(words)].flatMap((word) => this.#byFirst.get(word) ?? []);
    return words.some(isUnspaced) ? [...spaced, ...this.#unspaced] : spaced;
  }
}
