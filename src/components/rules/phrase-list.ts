import { isUnspaced, matchPhrase, type Phrase, type PhraseMatch, phraseOf } from "./words.ts";

const equalsSign = 61;

interface Entry<Owner> {
  readonly owner: Owner;
  readonly text: string;
  phrase: Phrase | undefined;
}

type ParsedEntry<Owner> = Entry<Owner> & { readonly phrase: Phrase };

function parsed<Owner>(entry: Entry<Owner>): ParsedEntry<Owner> {
  const { phrase = phraseOf(entry.text) } = entry;
  return Object.assign(entry, { phrase });
}

/**
 * Phrases with an owner each, found by their first word, so that thousands of phrases cost no more than a few. They are
 * parsed when a name has their first word, because most never are.
 */
export class PhraseList<Owner> {
  readonly #byFirst = new Map<string, Entry<Owner>[]>();
  readonly #unspaced: Entry<Owner>[] = [];
  readonly #isIgnored: (word: string) => boolean;

  /** `isIgnored`: words that may stand beside a phrase that must be the whole name. */
  constructor(isIgnored: (word: string) => boolean = () => false) {
    this.#isIgnored = isIgnored;
  }

  /** Adds phrases that `foldPhrase` gives. */
  add(owner: Owner, phrases: readonly string[]): this {
    // Without a slice where it can be: thousands of phrases are added before a column is read.
    for (const text of phrases) {
      const start = text.charCodeAt(0) === equalsSign ? 1 : 0;
      const end = text.indexOf(" ", start);
      const first = end < 0 && start === 0 ? text : text.slice(start, end < 0 ? text.length : end);
      if (first === "") continue;
      const entry: Entry<Owner> = { owner, text, phrase: undefined };
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
    const consider = ({ owner, phrase }: ParsedEntry<Owner>) => {
      const held = found.get(owner);
      if (held !== undefined && held.phrase.words.length >= phrase.words.length) return;
      const match = matchPhrase(words, phrase, this.#isIgnored);
      if (match !== undefined) found.set(owner, match);
    };
    for (const entry of this.#possible(words)) consider(entry);
    return found;
  }

  /** Returns the number of words of the longest phrase with which the name ends; 0 if there is none. */
  lengthAtEnd(words: readonly string[]): number {
    const atEnd = this.#possible(words).filter(({ phrase }) => matchPhrase(words, phrase, this.#isIgnored)?.isAtEnd);
    return Math.max(0, ...atEnd.map(({ phrase }) => phrase.words.length));
  }

  /** Returns whether the name ends with a phrase. */
  endsIn(words: readonly string[]): boolean {
    return this.lengthAtEnd(words) > 0;
  }

  /** Returns whether a phrase occurs in the name. */
  occursIn(words: readonly string[]): boolean {
    return this.#possible(words).some(({ phrase }) => matchPhrase(words, phrase, this.#isIgnored) !== undefined);
  }

  #possible(words: readonly string[]): readonly ParsedEntry<Owner>[] {
    const spaced = [...new Set(words)].flatMap((word) => this.#byFirst.get(word) ?? []);
    return (words.some(isUnspaced) ? [...spaced, ...this.#unspaced] : spaced).map(parsed);
  }
}
