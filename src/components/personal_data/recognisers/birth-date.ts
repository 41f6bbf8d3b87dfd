import { matchesOf, type Recogniser } from "./recogniser.ts";

const cue =
  "born(?: on)?|date of birth|birth date|d\\.?o\\.?b\\.?|geb(?:oren)?(?:\\.| am)?|geburtsdatum|née? le|nacid[oa] el";
const month = "\\p{L}{3,9}\\.?";
const date = `\\d{4}-\\d{1,2}-\\d{1,2}|\\d{1,2}[./-] ?\\d{1,2}[./-] ?\\d{2,4}|\\d{1,2}(?:st|nd|rd|th|\\.)? ${month},? \\d{4}|${month} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}`;
const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${cue})[ :]{1,3}(${date})(?![\\p{L}\\p{N}])`, "giu");

/** Recognises dates of birth by the words before them. A date without such words may be any date. */
export const birthDate: Recogniser = {
  id: "birth_date",
  isValidator: false,
  *find(text) {
    for (const match of matchesOf(pattern, text)) {
      const value = match[1];
      if (value === undefined) continue;
      const end = match.index + match[0].length;
      yield { value: value.toLowerCase(), score: 0.8, notes: ["birth before it"], start: end - value.length, end };
    }
  },
  test: () => undefined,
};
