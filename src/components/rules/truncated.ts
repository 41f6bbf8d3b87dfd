/** Completes a word whose end is cut off: `KASSENZ` for `Kassenzeichen`. Returns undefined if it is no such word. */
export type WordCompleter = (word: string) => string | undefined;

/** Shorter beginnings are those of too many words. */
const fewestLetters = 6;
const fewestCut = 2;

/**
 * Returns a function that completes words that older systems cut off at a length. All known words with that beginning must
 * be forms of the shortest of them, because anything else would be a guess.
 */
export function truncatedWords(known: ReadonlySet<string>): WordCompleter {
  let sorted: readonly string[] | undefined;
  return (word) => {
    // People cut a word behind a consonant. What ends in a vowel is a word of its own.
    if (word.length < fewestLetters || known.has(word) || /[aeiouyаеиоуыэюяαεηιουω]$/.test(word)) return undefined;
    sorted ??= [...known].sort();
    const begin = firstFrom(sorted, word);
    let end = begin;
    while (sorted[end]?.startsWith(word) === true) end++;
    const [shortest, ...others] = sorted.slice(begin, end).sort((a, b) => a.length - b.length);
    if (shortest === undefined || shortest.length < word.length + fewestCut) return undefined;
    return others.every((one) => one.startsWith(shortest)) ? shortest : undefined;
  };
}

/** Returns where the first word is that is not less than the one sought. */
function firstFrom(sorted: readonly string[], sought: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? "") < sought) low = middle + 1;
    else high = middle;
  }
  return low;
}
