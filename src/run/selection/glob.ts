/** Whether a pattern has wildcards; otherwise it is a name. */
export const isGlob = (pattern: string): boolean => /[*?]/.test(pattern);

/**
 * Returns whether a text matches a pattern: `*` stands for any characters, also `/`, and `?` for one. Works without a
 * regular expression, which needs practically forever for some patterns with many stars.
 */
export function matchesGlob(text: string, pattern: string): boolean {
  let [at, next] = [0, 0];
  // Where the newest star is in the pattern, and where the text behind what it stands for begins.
  let [star, behind] = [-1, 0];
  while (at < text.length) {
    const wanted = pattern[next];
    if (wanted === "*") {
      [star, behind] = [next, at];
      next += 1;
    } else if (wanted === "?" || wanted === text[at]) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      // The star stands for one character more.
      behind += 1;
      [at, next] = [behind, star + 1];
    } else return false;
  }
  return /^\**$/.test(pattern.slice(next));
}
