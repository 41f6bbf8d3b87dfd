const noise: ReadonlySet<string> = new Set(["tbl", "dbo", "fld"]);
const invariant: ReadonlySet<string> = new Set(["news", "pays", "sms", "gps", "mms", "dns", "ios", "alias", "bias"]);

/**
 * Returns the words of an identifier or phrase: splits camel, snake and kebab case, drops digits and diacritics, and
 * converts to lower case and singular. `BillingAddresses2` gives `["billing", "address"]`.
 */
export function wordsOf(name: string): readonly string[] {
  // A fast path: most of the thousands of phrases in rules have this form.
  const words = /^[a-z ]*$/.test(name) ? name.split(" ") : splitWords(name);
  // Loops, because this is the most frequent step of loading a ruleset.
  let kept = 0;
  for (const word of words) {
    if (word === "" || noise.has(word)) continue;
    words[kept++] = word.endsWith("s") ? singular(word) : word;
  }
  words.length = kept;
  return words;
}

/** Letters that Unicode does not decompose into a Latin letter and a mark. */
const folded: Readonly<Record<string, string>> = {
  ...{ ß: "ss", ł: "l", ø: "o", đ: "d", ð: "d", ħ: "h", ı: "i", æ: "ae", œ: "oe", þ: "th" },
};

function splitWords(name: string): string[] {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/last[_ -]?4(?!\d)/gi, "last four")
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .replace(/[ßłøđðħıæœþ]/g, (letter) => folded[letter] ?? letter)
    .split(/[^\p{L}]+/u);
}

/** Plurals of words in `ie`, not in `y`. */
const pluralsOfIe: ReadonlySet<string> = new Set(["movies", "cookies", "selfies", "calories", "zombies", "rookies"]);

/** Returns a plural's singular by rule of thumb. Rules and names use the same function, so errors cancel out. */
function singular(word: string): string {
  if (word.length < 4 || invariant.has(word) || /[sui]s$/.test(word)) return word;
  if (pluralsOfIe.has(word)) return word.slice(0, -1);
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/(?:sses|xes|ches|shes)$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** How people type a letter that their keyboard lacks: `Straße` as `Strasse`, `Größe` as `Groesse`, `Ålder` as `Aalder`. */
const transcribed: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa" };

/** Words that names of columns often leave out: `date naissance` for `date de naissance`. */
const small: ReadonlySet<string> = new Set(
  "de du des d la le l les del el los las di della dello dell dei degli da do dos das il tal tat tad tas tax ta u e y i in și".split(
    " ",
  ),
);

/**
 * Returns a phrase in the spellings in which it occurs: as written, with `ae`, `oe`, `ue`, `aa` for `ä`, `ö`, `ü`, `å`, and
 * without small words.
 */
export function spellingsOf(phrase: string): readonly string[] {
  const written = phrase.normalize("NFC");
  const other = written.replace(/[äöüøå]/g, (letter) => transcribed[letter] ?? letter);
  const words = written.split(/[ ']/);
  const kept = words.filter((word) => !small.has(word));
  const short = kept.length > 1 && kept.length < words.length ? [kept.join(" ")] : [];
  return [phrase, ...(other === written ? [] : [other]), ...short];
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

/** Returns a phrase in the form in which its words are those of names: `=Straße` as `=strasse`. */
export function foldPhrase(text: string): string {
  const { words, isWhole } = phraseOf(text);
  return (isWhole ? "=" : "") + words.join(" ");
}

/** A phrase found in a name, and the words around it. */
export interface PhraseMatch {
  readonly phrase: Phrase;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly others: readonly string[];
  readonly isAtEnd: boolean;
}

/** Returns the longest phrase that occurs in the name. */
export function matchPhrases(words: readonly string[], phrases: readonly Phrase[]): PhraseMatch | undefined {
  let best: PhraseMatch | undefined;
  for (const phrase of phrases) {
    if (best !== undefined && phrase.words.length <= best.phrase.words.length) continue;
    best = matchPhrase(words, phrase) ?? best;
  }
  return best;
}

/** Matches one phrase. `isIgnored`: words that may stand beside a phrase that must be the whole name. */
export function matchPhrase(
  words: readonly string[],
  phrase: Phrase,
  isIgnored: (word: string) => boolean = () => false,
): PhraseMatch | undefined {
  const size = phrase.words.length;
  const at = size === 0 ? -1 : positionOf(words, phrase.words);
  if (at < 0) return undefined;
  const [before, after] = [words.slice(0, at), words.slice(at + size)];
  const others = [...before, ...after];
  if (phrase.isWhole && !others.every(isIgnored)) return undefined;
  return { phrase, before, after, others, isAtEnd: after.length === 0 };
}

function positionOf(words: readonly string[], sought: readonly string[]): number {
  for (let at = words.length - sought.length; at >= 0; at--) {
    if (sought.every((word, index) => isSame(words[at + index] ?? "", word))) return at;
  }
  return -1;
}

/** Returns whether words of this script are written without spaces: Chinese, Japanese, Korean. */
export const isUnspaced = (word: string): boolean => word.length > 1 && word.charCodeAt(0) > 0x10ff;

/** In an unspaced script a word of a phrase may be a part of a longer one: `联系电话`. */
const isSame = (word: string, sought: string): boolean =>
  word === sought || (isUnspaced(sought) && word.includes(sought));
