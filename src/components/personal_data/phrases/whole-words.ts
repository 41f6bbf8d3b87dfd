/** Returns phrases as alternatives of a regular expression, the longest first. Words may be joined, or separated by a hyphen. */
export function alternativesOf(phrases: readonly string[]): readonly string[] {
  return phrases
    .map((phrase) =>
      phrase
        .trim()
        .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
        .replace(/\s+/g, "[ _-]?"),
    )
    .sort((a, b) => b.length - a.length);
}

/** Matches whole words only, because a word inside another word is meaningless. */
export function wholeWords(alternatives: readonly string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join("|")})(?![\\p{L}\\p{N}])`, "iu");
}
