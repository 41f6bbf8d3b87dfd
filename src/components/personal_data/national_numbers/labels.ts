import type { NumberKind } from "./kind.ts";
import { generalLabels } from "./kinds/general-labels.ts";
import { kinds } from "./kinds/index.ts";

/** A label in a text: the kinds that it announces, and the offset of its end. */
export interface Label {
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

  constructor() {
    for (const kind of kinds) for (const label of kind.labels.split(",")) this.#add(label.trim(), kind);
    for (const label of generalLabels.split(",")) this.#add(label.trim(), undefined);
  }

  #add(label: string, kind: NumberKind | undefined): void {
    const words = label
      .split(/[\s-]+/)
      .map((word) => ({ text: folded(word.replace("*", "")), isStem: word.endsWith("*") }));
    const first = words[0]?.text ?? "";
    const list = spaceless.test(label) ? this.#spaceless : (this.#byKey.get(keyOf(first)) ?? []);
    if (list !== this.#spaceless) this.#byKey.set(keyOf(first), list);
    const same = list.find((one) => one.words.map(shown).join(" ") === words.map(shown).join(" "));
    const phrase = same ?? { words, kinds: new Set<NumberKind>(), isGeneral: false };
    if (same === undefined) list.push(phrase);
    if (kind === undefined) phrase.isGeneral = true;
    else phrase.kinds.add(kind);
  }

  /** Returns the labels in a part of a text, the last one first. */
  find(part: string, offset: number): readonly Label[] {
    const words = wordsIn(part);
    const found: Label[] = [];
    for (let at = words.length - 1; at >= 0; at--) {
      const word = words[at];
      if (word === undefined) continue;
      const near = this.#byKey.get(keyOf(word.text)) ?? [];
      const all = spaceless.test(word.text) ? [...near, ...this.#spaceless] : near;
      let best: { readonly phrase: LabelPhrase; readonly end: number } | undefined;
      for (const phrase of all) {
        const last = words[at + phrase.words.length - 1];
        if (last === undefined || phrase.words.length <= (best?.phrase.words.length ?? 0)) continue;
        if (phrase.words.every((one, index) => matches(words[at + index]?.text ?? "", one)))
          best = { phrase, end: last.end };
      }
      if (best === undefined) continue;
      const { kinds: of, isGeneral } = best.phrase;
      found.push({ kinds: of, isGeneral, start: offset + word.start, end: offset + best.end });
    }
    return found;
  }
}

const shown = ({ text, isStem }: WordPattern): string => (isStem ? `${text}*` : text);

function matches(word: string, pattern: WordPattern): boolean {
  if (word === pattern.text) return true;
  if (pattern.isStem) return word.startsWith(pattern.text);
  return pattern.text.length > 1 && pattern.text.charCodeAt(0) > 0x2e00 && word.includes(pattern.text);
}

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const word = /\p{Lu}{2,}(?!\p{Ll})(?:\.\p{Lu}\b)*|\p{L}\.(?:\p{L}\.)+\p{L}?|\p{L}?[\p{Ll}\p{Lo}\p{M}]+|\p{L}/gu;

/** Splits a text into words, also those of identifiers: `userTaxId` and `user_tax_id` have three. */
function wordsIn(part: string): readonly Word[] {
  const words: Word[] = [];
  for (const match of part.matchAll(word)) {
    const start = match.index;
    words.push({ text: folded(match[0].replaceAll(".", "")), start, end: start + match[0].length });
  }
  return words;
}

let index: LabelIndex | undefined;

/** Returns the labels between two offsets of a text, the last one first. The index is built at the first use. */
export function labelsBetween(text: string, start: number, end: number): readonly Label[] {
  const part = text.slice(Math.max(0, start), end);
  if (!/\p{L}/u.test(part)) return [];
  index ??= new LabelIndex();
  return index.find(part, Math.max(0, start));
}

/** How far before a number its label may be. */
export const labelDistance = 60;

/** Returns whether the last label before an offset, with no other number between them, announces a number of a person. */
export function isLabelled(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - labelDistance), at);
  const clear = /[^\d\n]*$/.exec(before)?.[0] ?? "";
  return labelsBetween(text, at - clear.length, at).length > 0;
}
