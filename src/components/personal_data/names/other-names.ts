import { endingIn } from "../phrases/index.ts";
import type { Sight } from "./features.ts";
import { wordFlag } from "./lexicon.ts";
import type { Run } from "./runs.ts";
import { tokenKind } from "./tokens.ts";
import { hashWord } from "./units.ts";

const { first, last, place, ordinary, time, organisation, street, nation } = wordFlag;
const persons = first | last;
const things = ordinary | place | time | organisation | street | nation;

/**
 * Returns whether the words beside a name say that it is the name of something else: of a place in a list of places, of a
 * place with a direction, or the title of a work.
 */
export function isOtherName(sight: Sight, name: Run): boolean {
  if (isAmongPlaces(sight, name) || isPartOfPlace(sight, name)) return true;
  const start = sight.tokens.starts[name.first] ?? 0;
  if (vessel.test(sight.tokens.text.slice(Math.max(0, start - 20), start))) return true;
  return isWorkOfPerson(sight, name) || isPartOfTitle(sight, name);
}

/** `the ferry Alexandra`, `Das Schiff Alexandra`, `HMS Victory`. */
const vessel =
  /(?<!\p{L})(?:HMS|USS|RMS|SS|MV|M\/V|[Ss]hip|[Vv]essel|[Ff]erry|[Yy]acht|[Tt]rawler|[Tt]ugboat|[Ss]teamer|[Hh]urricane|Schiff|Fähre|Dampfer|Jacht|Orkan|[Nn]avire|[Pp]aquebot|[Vv]oilier|[Bb]arco|[Bb]uque|[Nn]ave|[Tt]raghetto|[Ss]chip|[Ss]tatek|[Nn]avio|[Ff]artyget|[Ss]kipet|[Ss]kibet) ["“„«'’]?$/u;

/** `Berlin, Paris and Jordan`: all the others are places, and at least one of them is nothing else. */
function isAmongPlaces({ tokens, flags }: Sight, { first: from, last: to }: Run): boolean {
  if (from !== to || (flags(from) & place) === 0) return false;
  let surely = (flags(from) & persons) === 0 ? 1 : 0;
  let count = 1;
  for (const step of [1, -1]) {
    for (let at = neighbourOf(tokens, from, step); at !== undefined; at = neighbourOf(tokens, at, step)) {
      if ((flags(at) & place) === 0) return false;
      if ((flags(at) & persons) === 0) surely++;
      if (++count > 12) break;
    }
  }
  return count > 2 || (count > 1 && surely > 0);
}

const ands: ReadonlySet<number> = new Set(
  ["and", "or", "und", "oder", "et", "ou", "y", "o", "e", "en", "of", "i", "og", "och", "ja", "și", "a", "ve"].map(
    hashWord,
  ),
);

/** Returns the capital word on the other side of a comma or a word for `and`. */
export function neighbourOf(tokens: Sight["tokens"], at: number, step: number): number | undefined {
  const { text, starts, kinds, hashes, count } = tokens;
  let between = at + step;
  if (between < 0 || between >= count) return undefined;
  const isComma = (index: number): boolean =>
    kinds[index] === tokenKind.mark && text.charAt(starts[index] ?? 0) === ",";
  if (isComma(between) && ands.has(hashes[between + step] ?? 0)) between += step;
  else if (ands.has(hashes[between] ?? 0) && isComma(between + step)) between += step;
  else if (!isComma(between) && !ands.has(hashes[between] ?? 0)) return undefined;
  const next = between + step;
  return next >= 0 && next < count && kinds[next] === tokenKind.capital ? next : undefined;
}

/** `East Domenic`, `Bad Orb`, `San Luigi`: words with which names of places start, and persons do not. */
const startsPlace = new Set(
  (
    "north south east west northern southern eastern western upper lower port lake fort mount cape great little bad sankt alt neu " +
    "ober unter nieder groß klein san santa são saint sainte borgo castel monte villa ville villanova villeneuve nueva nuevo puerto " +
    "porto vila nowy nowa stary nieuw oud sint veľký nový nová velký"
  )
    .split(" ")
    .map(hashWord),
);
/** What is said of places behind their names: `Fava laziale`, `Neustadt an der Pram`. */
const endsPlace =
  /^ (?:am (?:See|Main|Rhein|Neckar|Inn)|an der|ob der|bei |sur |les Bains|sous |en |upon |on Sea|by the|aan Zee|a mare|terme|lido|(?:\p{Ll}+(?:ese|iano|ino|ale))(?=[\s,.]))/u;
/** Who or what lies in a place: `the mayor of`, `comune di`. */
const ofPlace = endingIn(
  /(?<!\p{L})(?:mayor|council|city|town|village|district|municipality|parish|county|port|battle|treaty|university|bishop|diocese|gemeinde|stadt|landkreis|rathaus|bürgermeister(?:in)?|mairie|maire|commune|ville|préfet|comune|sindaco|città|provincia|ayuntamiento|alcalde(?:sa)?|alcaldía|ciudad|municipio|câmara|prefeit[oa]|município|cidade|gemeente|burgemeester|gmina|burmistrz|miasto) (?:of|in|von|der|de|di|d['’]|da|do|van|w) (?:(?:San|Santa|São|Los|Las|El|La|Le|Borgo|Quarto|Paços de) )?/iu,
);

function isPartOfPlace({ tokens, flags }: Sight, { first: from, last: to }: Run): boolean {
  const { text, starts, ends, hashes, kinds } = tokens;
  const start = starts[from] ?? 0;
  if (ofPlace.test(text.slice(Math.max(0, start - 40), start))) return true;
  const before = from - 1;
  const touches = kinds[before] === tokenKind.capital && start - (ends[before] ?? 0) === 1;
  if (touches && startsPlace.has(hashes[before] ?? 0)) return true;
  if (from < to && startsPlace.has(hashes[from] ?? 0) && (flags(from) & persons) === 0) return true;
  return from === to && (flags(from) & first) === 0 && endsPlace.test(text.slice(ends[to] ?? 0, (ends[to] ?? 0) + 24));
}

/** `Ines Falk's Cautionary Tales`: what a person has made, or a company and its founder. */
function isWorkOfPerson({ tokens, flags }: Sight, { first: from, last: to }: Run): boolean {
  const start = tokens.starts[from] ?? 0;
  if (!/\p{L}['’]s $/u.test(tokens.text.slice(Math.max(0, start - 5), start))) return false;
  for (let index = from; index <= to; index++) if ((flags(index) & persons) !== 0) return false;
  return true;
}

/** `Unique Taxpayer Reference`: a further word with a capital that is no name ends what starts without a known name. */
function isPartOfTitle({ tokens, flags }: Sight, { first: from, last: to }: Run): boolean {
  for (let index = from; index <= to; index++) if ((flags(index) & persons) !== 0) return false;
  const next = to + 1;
  if (tokens.kinds[next] !== tokenKind.capital || (tokens.starts[next] ?? 0) - (tokens.ends[to] ?? 0) !== 1)
    return false;
  return (flags(next) & things) !== 0 && (flags(next) & persons) === 0;
}
