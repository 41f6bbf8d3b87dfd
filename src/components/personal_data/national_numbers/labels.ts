import type { NumberKind } from "./kind.ts";
import { generalLabels } from "./kinds/general-labels.ts";
import { kinds } from "./kinds/index.ts";
import { folded, keyLetters, type LabelWord, LabelWords, wordBoundary } from "./label-words.ts";

/** A label in a text: the kinds that it announces, and the offset of its end. */
export interface NumberLabel {
  readonly kinds: ReadonlySet<NumberKind>;
  /** The kinds whose own name it is. */
  readonly own: ReadonlySet<NumberKind>;
  /** General labels, such as "national id", announce any kind with a strong check. */
  readonly isGeneral: boolean;
  readonly start: number;
  readonly end: number;
}

interface LabelPhrase {
  readonly words: readonly WordPattern[];
  readonly kinds: Set<NumberKind>;
  readonly own: Set<NumberKind>;
  isGeneral: boolean;
}

interface WordPattern {
  readonly text: string;
  readonly isStem: boolean;
  /** Whether it only counts in capital letters, because a common word is spelled the same. */
  readonly isCapital: boolean;
}

const keyLength = 3;
const keyOf = (word: string): string => word.slice(0, keyLength);
const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

/** Labels by the first letters of their first word, and those of scripts without spaces. */
class LabelIndex {
  readonly #byKey = new Map<string, LabelPhrase[]>();
  readonly #spaceless: LabelPhrase[] = [];
  /** By the number of {@link LabelWords.keyAt}, whether a label starts with these letters. */
  readonly #keys = new Uint8Array(1 << (5 * keyLetters));

  constructor() {
    for (const kind of kinds)
      for (const [place, label] of kind.labels.split(",").entries())
        this.#add(label.trim(), { kind, isOwn: place === 0 });
    for (const label of generalLabels.split(",")) this.#add(label.trim(), undefined);
  }

  #add(label: string, of: { readonly kind: NumberKind; readonly isOwn: boolean } | undefined): void {
    const words = label.split(/[\s-]+/).map((word) => ({
      text: folded(word.replace("*", "")),
      isStem: word.endsWith("*"),
      isCapital: /^[A-Z]{2,}$/.test(word),
    }));
    const first = words[0]?.text ?? "";
    this.#addKey(first, words[0]?.isStem === true);
    const list = spaceless.test(label) ? this.#spaceless : (this.#byKey.get(keyOf(first)) ?? []);
    if (list !== this.#spaceless) this.#byKey.set(keyOf(first), list);
    const same = list.find((one) => one.words.map(shown).join(" ") === words.map(shown).join(" "));
    const phrase = same ?? { words, kinds: new Set<NumberKind>(), own: new Set<NumberKind>(), isGeneral: false };
    if (same === undefined) list.push(phrase);
    if (of === undefined) phrase.isGeneral = true;
    else phrase.kinds.add(of.kind);
    if (of?.isOwn === true) phrase.own.add(of.kind);
  }

  /** A stem that is shorter than a key stands for all keys that start with it. */
  #addKey(word: string, isStem: boolean): void {
    const words = new LabelWords(word);
    words.readTo(word.length);
    const key = words.keyAt(0);
    if (key < 0) return;
    const open = isStem ? Math.max(0, keyLetters - word.length) : 0;
    this.#keys.fill(1, key, key + (1 << (5 * open)));
  }

  /** Tells cheaply that no label starts at a word. */
  mayStart(words: LabelWords, at: number): boolean {
    const key = words.keyAt(at);
    return key < 0 || this.#keys[key] === 1;
  }

  /**
   * Returns the longest labels that start at a word and end at most at `to`. In a script without spaces, one word can hold
   * several.
   */
  longestAt(words: LabelWords, at: number, to: number): readonly LabelPhrase[] {
    const text = words.at(at)?.text ?? "";
    const near = this.#byKey.get(keyOf(text)) ?? [];
    let longest: LabelPhrase[] = [];
    for (const phrase of spaceless.test(text) ? [...near, ...this.#spaceless] : near) {
      const size = longest[0]?.words.length ?? 0;
      if (phrase.words.length < size) continue;
      if (!phrase.words.every((one, index) => matches(words.at(at + index), one, to))) continue;
      if (phrase.words.length > size) longest = [];
      longest.push(phrase);
    }
    return longest;
  }
}

const shown = ({ text, isStem, isCapital }: WordPattern): string =>
  `${text}${isStem ? "*" : ""}${isCapital ? "!" : ""}`;

function matches(word: LabelWord | undefined, pattern: WordPattern, to: number): boolean {
  if (word === undefined || word.end > to) return false;
  if (word.text === pattern.text) return word.isCapital || !pattern.isCapital;
  if (pattern.isStem) return word.text.startsWith(pattern.text);
  return pattern.text.length > 1 && pattern.text.charCodeAt(0) > 0x2e00 && word.text.includes(pattern.text);
}

type Meaning = Pick<NumberLabel, "kinds" | "own" | "isGeneral">;

/** What labels announce together. Most words are those of one label. */
function meaningOf(phrases: readonly LabelPhrase[]): Meaning {
  const [only] = phrases;
  if (phrases.length === 1 && only !== undefined) return only;
  const kinds = new Set(phrases.flatMap((phrase) => [...phrase.kinds]));
  const own = new Set(phrases.flatMap((phrase) => [...phrase.own]));
  return { kinds, own, isGeneral: phrases.some((phrase) => phrase.isGeneral) };
}

let index: LabelIndex | undefined;

/** A word of a text at which labels start. */
interface Start extends NumberLabel {
  readonly word: number;
}

const longestWord = 60;

/** Finds the labels of one text. It reads each word once if it is asked for parts in their order. */
export class Labels {
  readonly #text: string;
  readonly #index: LabelIndex;
  #words: LabelWords;
  /** The labels at the words that were read so far, in text order. */
  #starts: Start[] = [];
  #next = 0;
  /** The first label that may be in the next part. */
  #first = 0;
  #from = 0;

  /** The index of all labels is built at the first use. */
  constructor(text: string) {
    index ??= new LabelIndex();
    this.#index = index;
    this.#text = text;
    this.#words = new LabelWords(text);
  }

  /**
   * Returns the labels between two offsets, the last one first. Of labels within each other, only the longest counts. A word
   * that is cut is none.
   */
  between(from: number, to: number): readonly NumberLabel[] {
    this.#read(from, to);
    const found: NumberLabel[] = [];
    for (let at = this.#first; at < this.#starts.length; at++) {
      const start = this.#starts[at];
      if (start === undefined || start.start >= to) break;
      const label = start.end <= to ? start : this.#labelAt(start.word, to);
      if (label === undefined || label.end <= (found[0]?.end ?? 0)) continue;
      found.unshift(label);
    }
    return found;
  }

  /** Reads the words of a part. Words far behind the last part are not read, and neither are those between parts. */
  #read(from: number, to: number): void {
    if (from < this.#from || from > this.#words.reach) {
      this.#words = new LabelWords(this.#text, wordBoundary(this.#text, from, longestWord));
      this.#starts = [];
      this.#next = 0;
      this.#first = 0;
    }
    this.#from = from;
    this.#words.readTo(to);
    for (; this.#next < this.#words.count && this.#words.startOf(this.#next) < to; this.#next++) {
      if (!this.#index.mayStart(this.#words, this.#next)) continue;
      const label = this.#labelAt(this.#next, Number.POSITIVE_INFINITY);
      if (label !== undefined) this.#starts.push(label);
    }
    while ((this.#starts[this.#first]?.start ?? from) < from) this.#first++;
  }

  #labelAt(word: number, to: number): Start | undefined {
    const phrases = this.#index.longestAt(this.#words, word, to);
    const end = this.#words.at(word + (phrases[0]?.words.length ?? 0) - 1)?.end;
    if (phrases.length === 0 || end === undefined) return undefined;
    const { kinds, own, isGeneral } = meaningOf(phrases);
    return { word, kinds, own, isGeneral, start: this.#words.startOf(word), end };
  }
}

/** How far before a number its label may be. */
export const labelDistance = 60;

let latest: { readonly text: string; readonly labels: Labels } | undefined;

/**
 * Returns whether the last label before an offset, with no other number between them, announces a number of a person. The
 * words of the latest text are kept.
 */
export function isLabelled(text: string, at: number): boolean {
  if (latest?.text !== text) latest = { text, labels: new Labels(text) };
  const least = Math.max(0, at - labelDistance);
  let from = at;
  while (from > least && !isDigitOrLineEnd(text.charCodeAt(from - 1))) from--;
  return latest.labels.between(from, at).length > 0;
}

const isDigitOrLineEnd = (unit: number): boolean => unit === 10 || (unit >= 48 && unit <= 57);
