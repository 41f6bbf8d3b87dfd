/** Splits a word that consists of known words: `birthplaceofmother`. Returns the word alone if it does not. */
export type WordSplitter = (word: string) => readonly string[];

/** Shorter words are parts of too many others (`post-age`, `us-age`), so only these split a longer one. */
const shortParts: ReadonlySet<string> = new Set(
  "of id no nr ip to dob tel fax zip sms url day old new mob num ssn ref vat tax job pay cvv pin plz geb alt hr doc pro ort cc acc nm act log by amt kfz".split(
    " ",
  ),
);
const leastLetters = 4;
const shortestFused = 6;

/** A part costs more the shorter it is: `card` and `holder` lose against `cardholder`. */
const partCost = (length: number): number => 10 + Math.max(0, 8 - length);

interface Split {
  readonly cost: number;
  readonly parts: readonly string[];
  /** Whether another split of the same text costs the same. */
  readonly isAmbiguous: boolean;
}

/**
 * Returns a function that splits fused words into known ones at the lowest cost. A known word is never split. Neither is
 * a word with two splits of the same cost, because one of them would be a guess.
 */
export function fusedWords(known: ReadonlySet<string>): WordSplitter {
  let longest = 0;
  for (const { length } of known) longest = Math.max(longest, length);
  const partOf = (text: string): string | undefined => {
    if (text.length < leastLetters) return shortParts.has(text) ? text : undefined;
    if (known.has(text)) return text;
    const one = text.endsWith("s") ? text.slice(0, -1) : "";
    return one.length >= leastLetters && known.has(one) ? one : undefined;
  };
  const cache = new Map<string, readonly string[]>();
  return (word) => {
    if (word.length < shortestFused || known.has(word) || !/^\p{L}+$/u.test(word)) return [word];
    const held = cache.get(word);
    if (held !== undefined) return held;
    const best = bestSplit(word, partOf, longest);
    const parts = best === undefined || best.isAmbiguous ? [word] : best.parts;
    if (cache.size < 10_000) cache.set(word, parts);
    return parts;
  };
}

function bestSplit(word: string, partOf: (text: string) => string | undefined, longest: number): Split | undefined {
  const best: (Split | undefined)[] = [{ cost: 0, parts: [], isAmbiguous: false }];
  for (let end = 1; end <= word.length; end++) {
    for (let start = Math.max(0, end - longest - 1); start < end; start++) {
      const left = best[start];
      const part = left === undefined || end - start === word.length ? undefined : partOf(word.slice(start, end));
      if (left === undefined || part === undefined) continue;
      const cost = left.cost + partCost(part.length);
      const held = best[end];
      if (held === undefined || cost < held.cost)
        best[end] = { cost, parts: [...left.parts, part], isAmbiguous: left.isAmbiguous };
      else if (cost === held.cost) best[end] = { ...held, isAmbiguous: true };
    }
  }
  return best[word.length];
}
