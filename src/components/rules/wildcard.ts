/**
 * Matches texts against patterns in which `*` stands for any characters. Case is ignored. Backtracks to the last star
 * only, so a match takes at most pattern x text steps.
 */
export function wildcards(patterns: readonly string[]): (text: string) => boolean {
  if (patterns.length === 0) return () => false;
  const folded = patterns.map((pattern) => pattern.toLowerCase());
  return (text) => {
    const lower = text.toLowerCase();
    return folded.some((pattern) => matches(lower, pattern));
  };
}

function matches(text: string, pattern: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (pattern[inPattern] === "*") {
      star = inPattern++;
      resume = at;
    } else if (pattern[inPattern] === text[at]) {
      inPattern++;
      at++;
    } else if (star >= 0) {
      inPattern = star + 1;
      at = ++resume;
    } else return false;
  }
  while (pattern[inPattern] === "*") inPattern++;
  return inPattern === pattern.length;
}
