const noise: ReadonlySet<string> = new Set(["tbl", "dbo", "fld"]);
const invariant: ReadonlySet<string> = new Set(["news", "sms", "gps", "mms", "dns", "ios", "alias", "bias"]);

/**
 * Returns the words of an identifier or phrase: splits camel, snake and kebab case, drops digits and diacritics, and
 * converts to lower case and singular. `BillingAddresses2` gives `["billing", "address"]`.
 */
export function wordsOf(name: string): readonly string[] {
  // A fast path: most of the thousands of phrases in rules have this form.
  const words = /^[a-z ]*$/.test(name) ? name.split(" ") : splitWords(name);
  return words.filter((word) => word !== "" && !noise.has(word)).map(singular);
}

function splitWords(name: string): readonly string[] {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}]+/u);
}

/** Returns a plural's singular by rule of thumb. Rules and names use the same function, so errors cancel out. */
function singular(word: string): string {
  if (word.length < 4 || invariant.has(word) || /(?:ss|us|is|ous)$/.test(word) || !word.endsWith("s")) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/(?:sses|xes|ches|shes)$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** A phrase of a rule: a sequence of words. A leading `=` requires that the name has no other words. */
export interface Phrase {
  readonly shown: string;
  readonly words: readonly string[];
  readonly isWhole: boolean;
}

/** Parses a rule's phrase, such as `first name` or `=name`. */
export function phraseOf(text: string): Phrase {
  const isWhole = text.startsWith("=");
  const shown = isWhole ? text.slice(1) : text;
  return { shown, words: wordsOf(shown), isWhole };
}

/** A phrase found in a name, and the words around it. */
interface PhraseMatch {
  readonly phrase: Phrase;
  readonly others: readonly string[];
  readonly isAtEnd: boolean;
}

/** Returns the longest phrase that occurs in the name. */
export function matchPhrases(words: readonly string[], phrases: readonly Phrase[]): PhraseMatch | undefined {
  let best: PhraseMatch | undefined;
  for (const phrase of phrases) {
    const size = phrase.words.length;
    if (size === 0 || (best !== undefined && size <= best.phrase.words.length)) continue;
    const at = positionOf(words, phrase.words);
    if (at < 0 || (phrase.isWhole && size !== words.length)) continue;
    const others = [...words.slice(0, at), ...words.slice(at + size)];
    best = { phrase, others, isAtEnd: at + size === words.length };
  }
  return best;
}

function positionOf(words: readonly string[], sought: readonly string[]): number {
  for (let at = words.length - sought.length; at >= 0; at--) {
    if (sought.every((word, index) => isSame(words[at + index] ?? "", word))) return at;
  }
  return -1;
}

/** Chinese, Japanese and Korean names have no spaces, so a word of a phrase may be a part of a longer one: `联系电话`. */
const isSame = (word: string, sought: string): boolean =>
  word === sought || (sought.length > 1 && sought.charCodeAt(0) > 0x10ff && word.includes(sought));
