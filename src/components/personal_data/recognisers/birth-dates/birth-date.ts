import { matchesOf, type RecognisedSpan, type Recogniser } from "../recogniser.ts";
import {
  cueBehind,
  formBefore,
  formBehind,
  gapBehindCue,
  labelBefore,
  letterBefore,
  otherEvent,
  thing,
  verbBefore,
} from "./cues.ts";
import { datesIn, type WrittenDate } from "./dates.ts";

/** Recognises dates of birth by the words around them. A date without such words may be any date. */
export const birthDate: Recogniser = {
  id: "birth_date",
  isValidator: false,
  needsDigit: true,
  *find(text) {
    const found: RecognisedSpan[] = [];
    for (const date of datesIn(text)) {
      const cue = cueOf(text, date);
      if (cue !== undefined) found.push(spanOf(text, date, cue));
    }
    for (const date of yearsIn(text)) found.push(spanOf(text, date, { score: 0.6, note: "birth before the year" }));
    yield* found.sort((a, b) => a.start - b.start);
  },
  test: () => undefined,
};

interface Cue {
  readonly score: number;
  readonly note: string;
}

function spanOf(text: string, { start, end }: WrittenDate, { score, note }: Cue): RecognisedSpan {
  return { value: text.slice(start, end).toLowerCase(), score, notes: [note], start, end };
}

const reach = 70;
const longestLabelLine = 48;

function cueOf(text: string, { start, end }: WrittenDate): Cue | undefined {
  const before = sentenceBefore(text, start);
  if (isStarred(text, start) || letterBefore.test(before)) return { score: 0.8, note: "sign of birth before it" };
  const label = cueIn(before, labelBefore);
  if (label !== undefined) return { score: 0.9, note: "birth before it" };
  const verb = cueIn(before, verbBefore);
  if (verb !== undefined && !thing.test(before.slice(0, verb))) return { score: 0.8, note: "birth before it" };
  if (cueBehind.test(text.slice(end, end + 24))) return { score: 0.8, note: "birth behind it" };
  const isOfForm = formBefore.test(before) && formBehind.test(text.slice(end, end + 8));
  return isOfForm ? { score: 0.6, note: "named in a form before it" } : undefined;
}

/** The text before a date as far as a cue may stand: in its line, or in the line before if that is only a label. */
function sentenceBefore(text: string, start: number): string {
  const before = text.slice(Math.max(0, start - reach), start);
  const line = before.lastIndexOf("\n");
  if (line < 0 || /\p{L}/u.test(before.slice(line))) return before.slice(line + 1);
  const above = before.slice(before.lastIndexOf("\n", line - 1) + 1);
  return above.length <= longestLabelLine ? above : "";
}

/** Returns the offset of the cue nearest to the end, if only small words, places and marks are behind it. */
function cueIn(before: string, pattern: RegExp): number | undefined {
  const found = before === "" ? null : pattern.exec(before);
  if (found === null) return undefined;
  const gap = before.slice(found[0].length);
  if (!gapBehindCue.test(gap) || otherEvent.test(gap) || /\.\s+\p{Lu}\p{Ll}{3,}.*\s\p{Ll}/u.test(gap)) return undefined;
  return found[0].search(/\S+$/);
}

/** `(* 14.07.1969`, `Ines Falk, *14.07.1969`; a star that starts a line is a list. */
const isStarred = (text: string, start: number): boolean =>
  /(?:[(,;]|\p{L}) ?\* ?$/u.test(text.slice(Math.max(0, start - 4), start));

const year =
  /(?:\((?:b\.|born|born in|geb\.|geboren|née?|née? en|ur\.|nar\.|род\.|nac\.|\*) ?|(?<=\p{Lu}\p{L}{1,20},? )b\. )((?:18|19|20)\d\d)(?=[),;–-]|\s|$)/gu;
const yearOfPerson = /(?<!\p{L})(?:I|[Hh]e|[Ss]he|who) (?:was|were) born in ((?:18|19|20)\d\d)(?!\d|[-./]\d)/gu;

/** What both end in. Most texts have no such year, and need no search for the rest. */
const mayHold = /[.neé*] ?(?:18|19|20)\d\d/;

/** Years of birth that are said of a person: `Anna Example (b. 1969)`, `she was born in 1969`. */
function* yearsIn(text: string): Generator<WrittenDate, void, void> {
  if (!mayHold.test(text)) return;
  for (const pattern of [year, yearOfPerson]) {
    for (const match of matchesOf(pattern, text)) {
      const end = match.index + match[0].length;
      yield { start: end - (match[1]?.length ?? 0), end };
    }
  }
}
