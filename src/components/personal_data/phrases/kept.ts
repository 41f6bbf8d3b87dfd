const most = 4096;

/**
 * Returns a function of a word that keeps its latest results. The same words recur all over a text, and their spelling
 * without capitals and marks takes ten times as long to make as to look up.
 */
export function kept<Result>(make: (word: string) => Result): (word: string) => Result {
  const results = new Map<string, Result>();
  return (word) => {
    const held = results.get(word);
    if (held !== undefined) return held;
    const made = make(word);
    if (results.size >= most) results.clear();
    results.set(word, made);
    return made;
  };
}
