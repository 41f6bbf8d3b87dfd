import { matchesOf, type RecognisedSpan, type Recogniser } from "./recogniser.ts";

const title = "Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Herrn?|Frau|Mme|Monsieur|Madame|Sra?|Señora?|Sig|Signora?|Dott|Mevr|Pan|Pani";
const word = "\\p{Lu}[\\p{L}'’]{1,30}(?:-\\p{Lu}[\\p{L}'’]{1,30})?";
const titled = new RegExp(
  `(?<![\\p{L}\\p{N}_])(?:${title})\\.?[ \\u00a0](?:(?:Dr|Prof)\\. )?(${word}(?: (?:van|von|de|der|den|la|le|di|da))?(?: ${word}){0,2})`,
  "gu",
);
const mailbox =
  /(?<=^|[,:;][ \t]?)"?(\p{Lu}[\p{L}.'’-]{0,30}(?:[ ,]{1,2}[\p{L}.'’-]{1,30}){1,3})"?[ \t]{0,2}<(?=[^<>@\s]{1,64}@)/gmu;
const beforeBirth = new RegExp(
  `(?<![\\p{L}\\p{N}_])(${word}(?: ${word}){1,2})(?=,? [(]?(?:born|geb\\.|geboren)(?: on| am)? \\d)`,
  "gu",
);

/**
 * Recognises names after a title ("Ms Example"), before an address ("Ann Example <ann@...>") or before a birth date
 * ("Ann Example (born 2000-..."). Names without such a cue are not found, because word lists of names contain too many
 * ordinary words.
 */
export const personName: Recogniser = {
  id: "person_name",
  isValidator: false,
  *find(text) {
    yield* cued(text, titled, "title before it");
    yield* cued(text, beforeBirth, "birth behind it");
    if (text.includes("<")) yield* cued(text, mailbox, "mail address behind it");
  },
  test: () => undefined,
};

function* cued(text: string, pattern: RegExp, note: string): Generator<RecognisedSpan, void, void> {
  for (const match of matchesOf(pattern, text)) {
    const value = match[1];
    if (value === undefined) continue;
    const start = match.index + match[0].indexOf(value);
    yield { value: value.toLowerCase(), score: 0.7, notes: [note], start, end: start + value.length };
  }
}
