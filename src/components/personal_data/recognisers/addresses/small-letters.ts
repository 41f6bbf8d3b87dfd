/*
 * Texts without any capital letter, as many people type them. A copy in which names have capitals is read in their place.
 */

const functionWords: ReadonlySet<string> = new Set(
  "a an the and or but if so as at in on to of by for from with into is are was were be been am i you he she it we they my your his her its our their this that these those there here not no do does did have has had can could will would please thanks get got send sent go live lives lived living move moved meet me us them him new near der die das und oder in im am an auf zu zum zur bei mit von ist sind ich du er sie es wir mein dein sein ihr le la les un une et ou à au aux en de du des est sont je tu il elle nous vous mon son el los las y o con por para es son mi su il lo gli e di da per è io het een en of op te van voor is zijn ik mijn w we z ze i na do jest".split(
    " ",
  ),
);
const word = /(?<=^|[\s(>|,/"'-])\p{Ll}[\p{L}\p{M}'’.]*/gu;
const code =
  /(?<![a-z\d])(?:[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|(?:apo|fpo|dpo) a[aep]|psc|cmr|uscgc|usns|usnv|uss|p\.?o\.?|(?<=, ?)[a-z]{2}(?= \d{4,6}))(?![a-z\d])/g;

/** How long a text may be: letters, tickets and messages are short, and longer ones have capitals somewhere. */
const longest = 5000;

export const isInSmallLetters = (text: string): boolean =>
  text.length <= longest && !/\p{Lu}/u.test(text) && /\p{Ll}/u.test(text);

/** Returns the text with capitals at the start of words that may be names. All offsets stay the same. */
export function withCapitals(text: string): string {
  const sameLength = (from: string, to: string): string => (from.length === to.length ? to : from);
  return text
    .replace(code, (found) => found.toUpperCase())
    .replace(word, (found) =>
      functionWords.has(found) ? found : sameLength(found.charAt(0), found.charAt(0).toUpperCase()) + found.slice(1),
    );
}
