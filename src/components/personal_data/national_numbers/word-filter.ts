const prefix = 5;
const size = 1 << 16;
const start = 2166136261;
const lastLetter = 0x17f;

/** Base letters of Latin letters with diacritics, by code unit; 0 for other characters. */
const bases = new Uint8Array(lastLetter + 1);
for (let unit = 65; unit <= lastLetter; unit++) {
  const letter = String.fromCharCode(unit).toLowerCase().normalize("NFD").charCodeAt(0);
  const isLetter = letter >= 97 && letter <= 122;
  bases[unit] = isLetter ? letter : ({ ł: 108, ø: 111, đ: 100, ı: 105 }[String.fromCharCode(unit).toLowerCase()] ?? 0);
}
const isCapital = (unit: number): boolean => {
  if (unit < 128) return unit >= 65 && unit <= 90;
  return capitals[unit] === 1;
};
const capitals = new Uint8Array(lastLetter + 1);
for (let unit = 128; unit <= lastLetter; unit++) {
  const letter = String.fromCharCode(unit);
  capitals[unit] = letter.toLowerCase() === letter ? 0 : 1;
}
/** Letters that stand for two base letters. */
const double = new Set([..."ßæœþÆŒÞð"].map((letter) => letter.charCodeAt(0)));

/**
 * Tells cheaply that a part of a text contains none of the first words of labels. It compares hashes of at most the first
 * five letters of each word, so it may let other words pass.
 */
export class WordFilter {
  readonly #words = new Uint8Array(size);
  readonly #prefixes = new Uint8Array(size);

  /** `isStem`: any word that starts so passes. The word is in lower case, without diacritics. */
  add(word: string, isStem: boolean): void {
    let hash = start;
    for (let at = 0; at < Math.min(prefix, word.length); at++) hash = next(hash, word.charCodeAt(at));
    (isStem || word.length >= prefix ? this.#prefixes : this.#words)[hash & (size - 1)] = 1;
  }

  mayContain(text: string, from: number, to: number): boolean {
    let hash = start;
    let length = 0;
    let isLowerBefore = false;
    for (let at = from; at <= to; at++) {
      const unit = at < to ? text.charCodeAt(at) : 32;
      if (unit > lastLetter ? isForeignLetter(unit) : double.has(unit)) return true;
      const base = unit > lastLetter ? 0 : (bases[unit] ?? 0);
      const isUpper = isCapital(unit);
      if (length > 0 && (base === 0 || (isUpper && isLowerBefore))) {
        if (length < prefix && this.#words[hash & (size - 1)] === 1) return true;
        length = 0;
        hash = start;
      }
      isLowerBefore = base !== 0 && !isUpper;
      if (base === 0) continue;
      length++;
      if (length > prefix) continue;
      hash = next(hash, base);
      if (length > 1 && this.#prefixes[hash & (size - 1)] === 1) return true;
    }
    return false;
  }
}

const next = (hash: number, unit: number): number => Math.imul(hash ^ unit, 16777619) ^ (hash >>> 15);

/** Greek, Cyrillic and other scripts have no table: they pass. Punctuation of any script does not. */
const isForeignLetter = (unit: number): boolean => unit > 0x2ff && (unit < 0x2000 || unit > 0x2bff);
