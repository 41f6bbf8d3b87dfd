const token = /\\[pP]\{L[ul]\}|\\[pPu]\{[^}]*\}|\\.|\(\?(?:<[=!]|<\w+>|[:=!])|[\s\S]/gu;

/**
 * Returns the source of a pattern that matches letters of any case, to be a part of a longer one. An inline modifier would do
 * the same, but V8 compiles it wrongly once a process has much code of regular expressions.
 */
export function anyCase(source: string): string {
  let isInClass = false;
  return source.replace(token, (found) => {
    if (/^\\[pP]\{L[ul]\}$/.test(found)) return found.replace(/L[ul]/, "L");
    if (found === "[" || found === "]") isInClass = found === "[";
    const [lower, upper] = [found.toLowerCase(), found.toUpperCase()];
    if (found.startsWith("\\") || found.startsWith("(?") || lower === upper) return found;
    if (lower.length !== found.length || upper.length !== found.length) return found;
    return isInClass ? `${lower}${upper}` : `[${lower}${upper}]`;
  });
}
