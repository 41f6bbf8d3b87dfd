const rangeOf = (from: string, to: string): readonly string[] => {
  const [first, last] = [from.codePointAt(0)!, to.codePointAt(0)!];
  return Array.from({ length: last - first + 1 }, (_, place) => String.fromCodePoint(first + place));
};

/** Characters in the order in which samples prefer them. */
const tiers: readonly (readonly string[])[] = [
  [...rangeOf("a", "z"), ...rangeOf("0", "9"), ...rangeOf("A", "Z")],
  rangeOf(" ", "~"),
  [...rangeOf("À", "ÿ"), ...rangeOf("α", "ω"), ...rangeOf("а", "я"), ..."日本語中文字한국어अआइابتאבגกขค€£¥²½…–“”😀"],
];

const known = new Map<string, readonly string[]>();

/**
 * Returns characters that match a class of a regular expression, readable ones if it has any; none if no character
 * matches.
 */
export function charactersOf(source: string): readonly string[] {
  const found = known.get(source) ?? matching(new RegExp(`^${source}$`, "u"));
  known.set(source, found);
  return found;
}

function matching(pattern: RegExp): readonly string[] {
  for (const tier of tiers) {
    const those = tier.filter((character) => pattern.test(character));
    if (those.length > 0) return those;
  }
  const rest: string[] = [];
  for (let code = 0; code <= 0x10ffff && rest.length < 16; code += 1) {
    // A lone surrogate is not text.
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const character = String.fromCodePoint(code);
    if (pattern.test(character)) rest.push(character);
  }
  return rest;
}
