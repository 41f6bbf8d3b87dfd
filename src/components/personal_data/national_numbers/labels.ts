import type { NumberKind } from "./kind.ts";
import { generalLabels } from "./kinds/general-labels.ts";
import { kinds } from "./kinds/index.ts";
import { WordFilter } from "./word-filter.ts";

/** A label in a text: the kinds that it announces, and the offset of its end. */
export interface NumberLabel {
  readonly kinds: ReadonlySet<NumberKind>;
  /** General labels, such as "national id", announce any kind with a strong check. */
  readonly isGeneral: boolean;
  readonly start: number;
  readonly end: number;
}

interface LabelPhrase {
  readonly words: readonly WordPattern[];
  readonly kinds: Set<NumberKind>;
  isGeneral: boolean;
}

interface WordPattern {
  readonly text: string;
  readonly isStem: boolean;
  /** Whether it only counts in capital letters, because a common word is spelled the same. */
  readonly isCapital: boolean;
}

/** Letters that Unicode does not decompose into a base letter and a mark. */
const others: Readonly<Record<string, string>> = {
  ß: "ss",
  ł: "l",
  ø: "o",
  đ: "d",
  æ: "ae",
  œ: "oe",
  ı: "i",
  ð: "d",
  þ: "th",
  ς: "σ",
};

/** Returns a word in lower case without diacritics. */
function folded(word: string): string {
  if (/^[a-z]*$/.test(word)) return word;
  const plain = word.toLowerCase();
  if (/^[a-z]*$/.test(plain)) return plain;
  return plain
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[ßłøđæœıðþς]/g, (letter) => others[letter] ?? letter);
}

const keyLength = 3;
const keyOf = (word: string): string => word.slice(0, keyLength);
const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

/** Labels by the first letters of their first word, and those of scripts without spaces. */
class LabelIndex {
  readonly #byKey = new Map<string, LabelPhrase[]>();
  readonly #spaceless: LabelPhrase[] = [];
  readonly #filter = new WordFilter();

  constructor() {
    for (const kind of kinds) for (const label of kind.labels.split(",")) this.#add(label.trim(), kind);
    for (const label of generalLabels.split(",")) this.#add(label.trim(), undefined);
  }

  #add(label: string, kind: NumberKind | undefined): void {
    const words = label.split(/[\s-]+/).map((word) => ({
      text: folded(word.replace("*", "")),
      isStem: word.endsWith("*"),
      isCapital: /^[A-Z]{2,}$/.test(word),
    }));
    const first = words[0]?.text ?? "";
    this.#filter.add(first, words[0]?.isStem === true);
    const list = spaceless.test(label) ? this.#spaceless : (this.#byKey.get(keyOf(first)) ?? []);
    if (list !== this.#spaceless) this.#byKey.set(keyOf(first), list);
    const same = list.find((one) => one.words.map(shown).join(" ") === words.map(shown).join(" "));
    const phrase = same ?? { words, kinds: new Set<NumberKind>(), isGeneral: false };
    if (same === undefined) list.push(phrase);
    if (kind === undefined) phrase.isGeneral = true;
    else phrase.kinds.add(kind);
  }

  mayContain(text: string, from: number, to: number): boolean {
    return this.#filter.mayContain(text, from, to);
  }

  /** Returns the labels in a part of a text, the last one first. Of labels within each other, only the longest counts. */
  find(part: string, offset: number): readonly NumberLabel[] {
    const words = wordsIn(part);
    const found: NumberLabel[] = [];
    for (const [at, word] of words.entries()) {
      const phrases = this.#longestAt(words, at);
      const end = words[at + (phrases[0]?.words.length ?? 0) - 1]?.end;
      if (phrases.length === 0 || end === undefined || offset + end <= (found[0]?.end ?? 0)) continue;
      const announced = new Set(phrases.flatMap((phrase) => [...phrase.kinds]));
      const isGeneral = phrases.some((phrase) => phrase.isGeneral);
      found.unshift({ kinds: announced, isGeneral, start: offset + word.start, end: offset + end });
    }
    return found;
  }

  /** Returns the longest labels that start at a word. In a script without spaces, one word can hold several. */
  #longestAt(words: readonly Word[], at: number): readonly LabelPhrase[] {
    const text = words[at]?.text ?? "";
    const near = this.#byKey.get(keyOf(text)) ?? [];
    let longest: LabelPhrase[] = [];
    for (const phrase of spaceless.test(text) ? [...near, ...this.#spaceless] : near) {
      const size = longest[0]?.words.length ?? 0;
      if (phrase.words.length < size) continue;
      if (!phrase.words.every((one, index) => matches(words[at + index], one))) continue;
      if (phrase.words.length > size) longest = [];
      longest.push(phrase);
    }
    return longest;
  }
}

const shown = ({ text, isStem, isCapital }: WordPattern): string =>
  `${text}${isStem ? "*" : ""}${isCapital ? "!" : ""}`;

function matches(word: Word | undefined, pattern: WordPattern): boolean {
  if (word === undefined) return false;
  if (word.text === pattern.text) return word.isCapital || !pattern.isCapital;
  if (pattern.isStem) return word.text.startsWith(pattern.text);
  return pattern.text.length > 1 && pattern.text.charCodeAt(0) > 0x2e00 && word.text.includes(pattern.text);
}

interface Word {
  readonly isCapital: boolean;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const word = /\p{Lu}{2,}(?!\p{Ll})(?:\.\p{Lu}\b)*|\p{L}\.(?:\p{L}\.)+\p{L}?|\p{L}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]+|\p{L}/gu;

/** Splits a text into words, also those of identifiers: `userTaxId` and `user_tax_id` have three. */
function wordsIn(part: string): readonly Word[] {
  const words: Word[] = [];
  for (const match of part.matchAll(word)) {
    const start = match.index;
    const [written] = match;
    const text = folded(written.replaceAll(".", ""));
    words.push({ text, isCapital: !/\p{Ll}/u.test(written), start, end: start + written.length });
  }
  return words;
}

let index: LabelIndex | undefined;

/** Returns the labels between two offsets of a text, the last one first. The index is built at the first use. */
export function labelsBetween(text: string, start: number, end: number): readonly NumberLabel[] {
  index ??= new LabelIndex();
  const [from, to] = [Math.max(0, start), Math.min(text.length, end)];
  return index.mayContain(text, from, to) ? index.find(text.slice(from, to), from) : [];
}

/** How far before a number its label may be. */
export const labelDistance = 60;

/** Returns whether the last label before an offset, with no other number between them, announces a number of a person. */
export function isLabelled(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - labelDistance), at);
  const clear = /[^\d\n]*$/.exec(before)?.[0] ?? "";
  return labelsBetween(text, at - clear.length, at).length > 0;
}
