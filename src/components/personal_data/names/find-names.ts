import { isInNotice, isProgram } from "./code.ts";
import { cueOf, guess, type ScoredName } from "./cues.ts";
import { type Sight, sightOf } from "./features.ts";
import { type Lexicon, shippedLexicon } from "./lexicon.ts";
import { addLowerCase } from "./lower-case.ts";
import { knownNames, secondMentions } from "./mentions.ts";
import { clear, isPlausible } from "./plausibility.ts";
import { addQuotedRows } from "./quoted-rows.ts";
import { joinReversed } from "./reversed.ts";
import { type Run, runsOf } from "./runs.ts";
import { calibrated, type Model, namesIn, shippedModel, type TaggedName } from "./tagger.ts";
import { nameBehindTitle } from "./titled.ts";
import { TokenRoom, tokenKind, tokensOf } from "./tokens.ts";
import { addUnmarked } from "./unmarked.ts";

// A text is read in blocks, so that the memory for its tokens has a bound.
const blockSize = 1 << 17;
const room = new TokenRoom();
const hasWord = /\p{L}{2}/u;
/** Names below are never reported, so that a low threshold of a user does not give thousands of guesses. */
const least = 0.3;
/** Real texts have more unknown words with capitals than generated ones, such as titles of works and parts of programs. */
const shareOfGuesses = 0.8;
/** Authors of programs publish their names in the licence: below what is reported. */
const notice = 0.45;
/** A name that is as certain is one wherever it stands in the text. */
const certain = 0.85;

/** A name in a text; `start` and `end` are offsets in UTF-16 code units. */
export interface NameSpan {
  readonly start: number;
  readonly end: number;
  /** From 0.3 to 0.99. */
  readonly score: number;
  /** The reason in fixed words, without anything of the text. */
  readonly note: string;
}

/**
 * Finds names of persons by word lists, by the words and marks around them, and by a second mention. Reads texts in Latin,
 * Cyrillic and Greek script; in small letters only with a cue or both names of the lists. The score is about the share of right names among those
 * with the same score in generated texts that the model has not seen.
 */
export function* findNames(text: string): Generator<NameSpan, void, void> {
  if (!hasWord.test(text)) return;
  const reading = { isCode: isProgram(text), lists: shippedLexicon(), model: shippedModel(), known: new Set<number>() };
  for (let from = 0; from < text.length; ) {
    const to = endOfBlock(text, from);
    const sight = sightOf(tokensOf(text, { from, to }, room), reading.lists);
    // The caller may search another text before it asks for the next name.
    yield* namesOfBlock(sight, reading).map((name) => spanOf(sight, name));
    from = to;
  }
}

function endOfBlock(text: string, from: number): number {
  if (text.length - from <= blockSize) return text.length;
  const line = text.lastIndexOf("\n", from + blockSize);
  return line > from + blockSize / 2 ? line + 1 : from + blockSize;
}

interface Reading {
  /** Whether the text is a program, in which only names with a cue are reported. */
  readonly isCode: boolean;
  readonly lists: Lexicon;
  readonly model: Model;
  /** Hashes of the words of names that were certain so far. */
  readonly known: Set<number>;
}

function namesOfBlock(sight: Sight, { lists, model, known, isCode }: Reading): readonly ScoredName[] {
  const found: ScoredName[] = [];
  for (const run of runsOf(sight.tokens, lists)) {
    if (isCode && cueOf(sight, run).strength < 2) continue;
    const tagged = run.isPromising ? namesIn(model, sight, run) : [];
    const scored = tagged.map((one) => {
      const name = withoutMonsieur(sight, withoutProxy(sight, completed(sight, run, one)));
      return scoreOf(sight, name, calibrated(model, name.confidence));
    });
    const isReported = (name: ScoredName): boolean =>
      name.score >= least && isPlausible(sight, name, name) && (!isCode || isAuthor(name));
    const reported = scored.filter(isReported);
    const titled = isCode ? undefined : nameBehindTitle(sight, run, reported);
    found.push(...reported, ...(titled !== undefined && isReported(titled) ? [titled] : []));
  }
  found.sort((a, b) => a.first - b.first);
  if (!isCode) {
    addUnmarked(sight, found);
    addLowerCase(sight, found);
    addQuotedRows(sight, found);
  }
  joinReversed(sight, found);
  for (const hash of knownNames(sight, found.filter(isCertain))) known.add(hash);
  return known.size === 0 || isCode ? found : secondMentions(sight, { found, known });
}

/** A single word is certain only with a cue: it may be something else in another place. */
const isCertain = ({ score, strength, first, last }: ScoredName): boolean =>
  score >= certain && (strength === 2 || last > first);

/** The names in programs are those of authors: full names behind `author`, `copyright` or a title, or before an address. */
const isAuthor = ({ score, strength, first, last }: ScoredName): boolean =>
  last > first && strength === 2 && score >= certain;

/** A name does not end in a particle: `Herr von und zu Felsing`. */
function completed({ tokens: { kinds } }: Sight, run: Run, name: TaggedName): TaggedName {
  let { last } = name;
  while (last < run.last && kinds[last] === tokenKind.lower) last++;
  return { ...name, last };
}

/** `M. Betty Henry` in French is a title and not the initial of a first name, which stands behind articles and `et` there. */
function withoutMonsieur({ tokens: { text, starts } }: Sight, name: TaggedName): TaggedName {
  const start = starts[name.first] ?? 0;
  const isTitle =
    name.last > name.first &&
    text.startsWith("M. ", start) &&
    /(?<!\p{L})(?:et|à|de|par|entre|que|avec|pour|chez|soussignés?|cher) $/iu.test(
      text.slice(Math.max(0, start - 14), start),
    );
  return isTitle ? { ...name, first: name.first + 1 } : name;
}

/** In German letters `i. A.` and `i. V.` say that the person signs for another one. */
function withoutProxy({ tokens: { text, starts } }: Sight, name: TaggedName): TaggedName {
  const start = starts[name.first] ?? 0;
  const isProxy =
    name.last > name.first &&
    /^[AV]\.? /.test(text.slice(start, start + 3)) &&
    /(?<!\p{L})i\. ?$/u.test(text.slice(Math.max(0, start - 4), start));
  return isProxy ? { ...name, first: name.first + 1 } : name;
}

function scoreOf(
  sight: Sight,
  { first, last }: { readonly first: number; readonly last: number },
  share: number,
): ScoredName {
  const cue = cueOf(sight, { first, last });
  if (isInNotice(sight, first)) return { first, last, ...cue, note: "copyright notice of a program", score: notice };
  const isGuess = cue.strength < 2 && cue.note === guess;
  return { first, last, score: Math.max(isGuess && share < clear ? share * shareOfGuesses : share, cue.least), ...cue };
}

function spanOf({ tokens }: Sight, { first, last, score, note }: ScoredName): NameSpan {
  const start = tokens.starts[first] ?? 0;
  return { start, end: tokens.ends[last] ?? start, score: Math.round(score * 100) / 100, note };
}
