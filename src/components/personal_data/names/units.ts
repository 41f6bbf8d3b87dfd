import { foldedUnit } from "../phrases/index.ts";

/** What a UTF-16 code unit is, as far as words and names are concerned. */
export const unitClass = { other: 1, space: 2, line: 3, digit: 4, lower: 5, upper: 6, unspaced: 7 } as const;

const classes = new Uint8Array(0x10000);

/** Returns the class of a code unit. Reads a table, because a pattern for each character takes ten times as long. */
export function classOfUnit(unit: number): number {
  return classes[unit] || classify(unit);
}

function classify(unit: number): number {
  const found = readClass(String.fromCharCode(unit));
  classes[unit] = found;
  return found;
}

function readClass(character: string): number {
  if (character === "\n" || character === "\r") return unitClass.line;
  if (/\s/.test(character)) return unitClass.space;
  if (character === "_" || /\p{N}/u.test(character)) return unitClass.digit;
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(character))
    return unitClass.unspaced;
  if (/[\p{Lu}\p{Lt}]/u.test(character)) return unitClass.upper;
  return /[\p{L}\p{M}]/u.test(character) ? unitClass.lower : unitClass.other;
}

/** The factor of the hash FNV-1a. */
export const hashFactor = 0x01000193;

/** The hash of no characters. */
export const emptyHash = 0x811c9dc5 | 0;

/** Adds a code unit to a hash, so that capital and small letters give the same hash. */
export const hashUnit = (hash: number, unit: number): number =>
  Math.imul(hash ^ (unit === 0x2019 ? 0x27 : foldedUnit(unit)), hashFactor);

/** Returns the hash of a word, whatever its capitals are. */
export function hashWord(word: string): number {
  let hash = emptyHash;
  for (let at = 0; at < word.length; at++) hash = hashUnit(hash, word.charCodeAt(at));
  return hash;
}
