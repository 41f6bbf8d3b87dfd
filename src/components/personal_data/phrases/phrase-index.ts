import { foldedUnit, isLetterOrNumber, isWordAt, isWordBefore } from "./character-classes.ts";
import { alternativesOf } from "./whole-words.ts";

/** A phrase in a text; `start` is an offset in it. */
interface PhraseMatch {
  readonly start: number;
  readonly value: string;
}

type PhraseMatches<Owner> = ReadonlyMap<Owner, readonly PhraseMatch[]>;

interface Start<Owner> {
  readonly owner: Owner;
  /** One for each phrase, in order of preference. They do not look at what is around the phrase. */
  readonly patterns: readonly RegExp[];
}

const longestKey = 6;
const hashes = 1 << 16;

/**
 * Finds the phrases of many owners in one pass over a text. A regular expression with hundreds of alternatives tries all of
 * them at each word; the index tries only those that start with the same letters.
 */
export class PhraseIndex<Owner> {
  /** The phrases of each owner that a text can contain where it starts with these letters. */
  readonly #starts = new Map<string, readonly Start<Owner>[]>();
  /** By the hash of some letters, a bit for each number of letters that a key with this hash has. */
  readonly #lengths = new Uint8Array(hashes);
  /** Whether a phrase may start with any character. */
  readonly #isOpen: boolean;

  constructor(owners: readonly { readonly owner: Owner; readonly phrases: readonly string[] }[]) {
    const keyed = owners.map(({ owner, phrases }) => ({ owner, keys: Map.groupBy(phrases, keyOf) }));
    for (const key of new Set(keyed.flatMap(({ keys }) => [...keys.keys()]))) {
      const starts = keyed.flatMap(({ owner, keys }) => startOf(owner, keys, key) ?? []);
      this.#starts.set(key, starts);
      let hash = 0;
      for (let at = 0; at < key.length; at++) hash = hashWith(hash, key.charCodeAt(at));
      this.#lengths[hash] = (this.#lengths[hash] ?? 0) | (1 << key.length);
    }
    this.#isOpen = this.#starts.has("");
  }

  /** Returns the matches of each owner in text order, without overlaps. An owner without a match is missing. */
  find(text: string): PhraseMatches<Owner> {
    const found = new Map<Owner, PhraseMatch[]>();
    if (this.#starts.size === 0) return found;
    const end = text.length;
    let at = 0;
    while (at < end) {
      const length = this.#keyLengthAt(text, at);
      if (length > 0 || this.#isOpen) this.#findAt(text, at, length, found);
      while (at < end && isLetterOrNumber(text.charCodeAt(at))) at++;
      at++;
    }
    return found;
  }

  /** Returns the most letters that a key at this offset can have; most words start no phrase, and have none. */
  #keyLengthAt(text: string, at: number): number {
    const lengths = this.#lengths;
    const end = Math.min(at + longestKey, text.length);
    let [hash, longest] = [0, 0];
    for (let next = at; next < end; next++) {
      hash = hashWith(hash, foldedUnit(text.charCodeAt(next)));
      const length = next - at + 1;
      if (((lengths[hash] ?? 0) & (1 << length)) !== 0) longest = length;
    }
    return longest;
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
    for (let length = longest; length >= 0; length--) {
      const starts = this.#starts.get(folded(text, at, length));
      if (starts !== undefined) return starts;
    }
    return [];
  }
}

/** Returns the first letters of a phrase, as far as every spelling of it starts with them. */
function keyOf(phrase: string): string {
  const [run = ""] = /^[\p{L}\p{N}]*/u.exec(phrase) ?? [];
  // The two halves of a character outside the basic plane have no case of their own.
  const end = run.search(/[\ud800-\udfff]/);
  return folded(run, 0, Math.min(longestKey, end < 0 ? run.length : end));
}

/** Returns a pattern for the owner's phrases whose keys start the same as this key. */
function startOf<Owner>(
  owner: Owner,
  keys: ReadonlyMap<string, readonly string[]>,
  key: string,
): Start<Owner> | undefined {
  const phrases = [...keys].flatMap(([own, list]) => (key.startsWith(own) ? list : []));
  if (phrases.length === 0) return undefined;
  return { owner, patterns: alternativesOf(phrases).map((alternative) => new RegExp(alternative, "iuy")) };
}

/** Returns the end of the first phrase that is a whole word at this offset. */
function endOf(text: string, at: number, patterns: readonly RegExp[]): number | undefined {
  if (isWordBefore(text, at)) return undefined;
  for (const pattern of patterns) {
    pattern.lastIndex = at;
    if (!pattern.test(text)) continue;
    const end = pattern.lastIndex;
    const genitive = end + (text[end] === "'" ? 1 : 0);
    if (genitive < text.length && foldedUnit(text.charCodeAt(genitive)) === letterS && !isWordAt(text, genitive + 1))
      return genitive + 1;
    if (!isWordAt(text, end)) return end;
  }
  return undefined;
}

const letterS = "s".charCodeAt(0);

function folded(text: string, at: number, length: number): string {
  let key = "";
  for (let next = at; next < at + length; next++) key += String.fromCharCode(foldedUnit(text.charCodeAt(next)));
  return key;
}

const hashWith = (hash: number, unit: number): number => (hash * 31 + unit) & (hashes - 1);
