import { foldedUnit, isLetterOrNumber, isWordAt, isWordBefore } from "./character-classes.ts";
import { foldedKey, KeyTable, KeyTriples, keyOf } from "./key-table.ts";
import { type WrittenPhrase, writtenPhrases } from "./written-phrase.ts";

/** A phrase in a text; `start` is an offset in it. */
interface PhraseMatch {
  readonly start: number;
  readonly value: string;
}

type PhraseMatches<Owner> = ReadonlyMap<Owner, readonly PhraseMatch[]>;

interface Start<Owner> {
  readonly owner: Owner;
  /** One for each phrase, in order of preference. They do not look at what is around the phrase. */
  readonly patterns: readonly WrittenPhrase[];
}

const hashes = 1 << 16;

interface KeyedOwner<Owner> {
  readonly owner: Owner;
  /** The phrases by their keys. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
}

/**
 * Finds the phrases of many owners in one pass over a text. A regular expression with hundreds of alternatives tries all of
 * them at each word; the index tries only those that start with the same letters.
 */
export class PhraseIndex<Owner> {
  readonly #owners: readonly KeyedOwner<Owner>[];
  /**
   * The phrases of each owner that a text can contain where it starts with these letters; undefined until a text does. Most
   * texts start few of them, and their patterns take longer to make than a short text takes to read.
   */
  readonly #starts = new Map<string, readonly Start<Owner>[] | undefined>();
  /** The same by the spellings of keys in texts. */
  readonly #written = new Map<string, readonly Start<Owner>[]>();
  /** The keys, each with a bit for the number of its letters. */
  readonly #keys = new KeyTable(hashes);
  readonly #triples = new KeyTriples();
  /** Whether a phrase may start with any character. */
  readonly #isOpen: boolean;

  constructor(owners: readonly { readonly owner: Owner; readonly phrases: readonly string[] }[]) {
    this.#owners = owners.map(({ owner, phrases }) => ({ owner, keys: Map.groupBy(phrases, keyOf) }));
    for (const key of new Set(this.#owners.flatMap(({ keys }) => [...keys.keys()]))) {
      this.#starts.set(key, undefined);
      if (key === "") continue;
      this.#keys.add(key, 1 << key.length);
      this.#triples.add(key);
    }
    this.#isOpen = this.#starts.has("");
  }

  /** Returns the matches of each owner in text order, without overlaps. An owner without a match is missing. */
  find(text: string): PhraseMatches<Owner> {
    const found = new Map<Owner, PhraseMatch[]>();
    if (this.#starts.size === 0) return found;
    const end = text.length;
    let isInWord = false;
    for (let at = 0; at < end; at++) {
      const isWord = isLetterOrNumber(text.charCodeAt(at));
      // Phrases start with a letter or a number, except those of an open index. Most words start none.
      if (!isInWord && (isWord || this.#isOpen)) {
        const bits = this.#triples.mayStartAt(text, at) ? this.#keys.bitsAt(text, at) : 0;
        const length = bits === 0 ? 0 : 31 - Math.clz32(bits);
        if (length > 0 || this.#isOpen) this.#findAt(text, at, length, found);
      }
      isInWord = isWord;
    }
    return found;
  }

  #findAt(text: string, at: number, longest: number, found: Map<Owner, PhraseMatch[]>): void {
    for (const { owner, patterns } of this.#startsAt(text, at, longest)) {
      const held = found.get(owner);
      const last = held?.at(-1);
      if (last !== undefined && at < last.start + last.value.length) continue;
      const end = endOf(text, at, patterns);
      if (end === undefined) continue;
      const match = { start: at, value: text.slice(at, end) };
      if (held === undefined) found.set(owner, [match]);
      else held.push(match);
    }
  }

  /** The longest key is enough: its entries include the phrases of the shorter ones. */
  #startsAt(text: string, at: number, longest: number): readonly Start<Owner>[] {
    const written = text.slice(at, at + longest);
    const known = this.#written.get(written);
    if (known !== undefined) return known;
    for (let length = longest; length >= 0; length--) {
      const key = foldedKey(text, at, length);
      const starts = this.#starts.get(key) ?? (this.#starts.has(key) ? this.#makeStarts(key) : undefined);
      if (starts === undefined) continue;
      if (length === longest) this.#written.set(written, starts);
      return starts;
    }
    return [];
  }

  #makeStarts(key: string): readonly Start<Owner>[] {
    const starts = this.#owners.flatMap(({ owner, keys }) => startOf(owner, keys, key) ?? []);
    this.#starts.set(key, starts);
    return starts;
  }
}

/** Returns a pattern for the owner's phrases whose keys start the same as this key. */
function startOf<Owner>(
  owner: Owner,
  keys: ReadonlyMap<string, readonly string[]>,
  key: string,
): Start<Owner> | undefined {
  const phrases = [...keys].flatMap(([own, list]) => (key.startsWith(own) ? list : []));
  if (phrases.length === 0) return undefined;
  return { owner, patterns: writtenPhrases(phrases) };
}

/** Returns the end of the first phrase that is a whole word at this offset. */
function endOf(text: string, at: number, patterns: readonly WrittenPhrase[]): number | undefined {
  if (isWordBefore(text, at)) return undefined;
  for (const pattern of patterns) {
    const end = pattern.endAt(text, at);
    if (end < 0) continue;
    const genitive = end + (text[end] === "'" ? 1 : 0);
    if (genitive < text.length && foldedUnit(text.charCodeAt(genitive)) === letterS && !isWordAt(text, genitive + 1))
      return genitive + 1;
    if (!isWordAt(text, end)) return end;
  }
  return undefined;
}

const letterS = "s".charCodeAt(0);
