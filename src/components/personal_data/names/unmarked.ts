import { isCalledAfter } from "./called-after.ts";
import { type Cue, hasTitleBefore, type ScoredName } from "./cues.ts";
import type { Sight } from "./features.ts";
import { frameAt, knownAs } from "./frames.ts";
import { wordFlag } from "./lexicon.ts";
import { neighbourOf } from "./other-names.ts";
import { tokenKind } from "./tokens.ts";

const { first, time, place, organisation, street, nation, role, label } = wordFlag;
const thing = place | time | organisation | street | nation | role | label;

const speaker: Cue = { note: "speaker of a message", least: 0.75, strength: 2 };
const listed: Cue = { note: "in a list of names", least: 0.6, strength: 1 };
const [fewestListed, mostListed] = [3, 12];

/** Single tokens that are names already, and the tokens that start a line and stand before a colon. */
interface Seen {
  readonly singles: ReadonlySet<number>;
  readonly speakers: ReadonlySet<number>;
}

/**
 * Adds single names that the model leaves out, because a single word says little: with words of persons beside it, as the speaker
 * of a message, and in a list of names. `found` must be in the order of the text.
 */
export function addUnmarked(sight: Sight, found: ScoredName[]): void {
  const { kinds, count } = sight.tokens;
  const singles = new Set(found.filter((name) => name.first === name.last).map((name) => name.first));
  const seen = { singles, speakers: speakersOf(sight, singles) };
  const added: ScoredName[] = [];
  let next = 0;
  for (let at = 0; at < count; at++) {
    if (kinds[at] !== tokenKind.capital) continue;
    while ((found[next]?.last ?? at) < at) next++;
    const held = found[next];
    const isHeld = held !== undefined && held.first <= at;
    if (isHeld && (held.first < at || held.last > at || held.score >= listed.least)) continue;
    const cue = cueAt(sight, at, seen);
    if (cue === undefined || isOfThing(sight, at, cue)) continue;
    const name = { first: at, last: at, ...cue, score: cue.least };
    if (isHeld) found[next] = name;
    else added.push(name);
  }
  if (added.length === 0) return;
  found.push(...added);
  found.sort((a, b) => a.first - b.first);
}

/** `Anne-Frank-Schule` in a list, `Iris` among flowers. */
function isOfThing({ tokens: { text, starts, ends } }: Sight, at: number, { strength }: Cue): boolean {
  const [start, end] = [starts[at] ?? 0, ends[at] ?? 0];
  return isCalledAfter(text, { start, end, isSingle: true, isPlace: false, isAnnounced: strength === 2 });
}

function cueAt(sight: Sight, at: number, seen: Seen): Cue | undefined {
  if (seen.speakers.has(at)) return speaker;
  const { text, starts, ends } = sight.tokens;
  const end = ends[at] ?? 0;
  const isGiven = (sight.flags(at) & first) !== 0;
  if (isGiven && /^\s?:(?!\S)/.test(text.slice(end, end + 3)) && isBehindTime(text, starts[at] ?? 0)) return speaker;
  if (!standsAlone(sight, at)) return undefined;
  const known = knownAs(sight, at);
  const cue = known === undefined ? undefined : frameAt(sight, at, known);
  return cue ?? (isListed(sight, at, seen) ? listed : undefined);
}

/** `[11:28] `, `11:28 - `, `[2024-03-01 11:28] `, at the start of a line. */
const isBehindTime = (text: string, start: number): boolean =>
  /(?:^|\n)(?:\[(?:[\d./-]{6,10},? )?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\]|\d{1,2}:\d\d(?: -)?) $/.test(
    text.slice(Math.max(0, start - 28), start),
  );

/** The words with which the lines of a dialogue start, if no line starts with a label such as `Note:` and one with a known name. */
function speakersOf(sight: Sight, singles: ReadonlySet<number>): ReadonlySet<number> {
  const { kinds, starts, ends, text, count } = sight.tokens;
  const found: number[] = [];
  let surely = 0;
  for (let at = 0; at < count; at++) {
    if (kinds[at] !== tokenKind.capital || (at > 0 && kinds[at - 1] !== tokenKind.line)) continue;
    const end = ends[at] ?? 0;
    if (!/^ ?:(?: |["“„«])[^\n]{2}/u.test(text.slice(end, end + 6))) continue;
    const flags = sight.flags(at);
    const isGiven = (flags & first) !== 0;
    if ((flags & thing) !== 0 && !isGiven) return new Set();
    if ((flags & wordFlag.ordinary) !== 0 && !isGiven) return new Set();
    if (sight.isAlsoLower(sight.tokens.hashes[at] ?? 0) || end - (starts[at] ?? 0) < 2) return new Set();
    if (singles.has(at) || (isGiven && (flags & thing) === 0)) surely++;
    found.push(at);
  }
  return new Set(found.length > 1 && surely > 0 ? found : []);
}

/** Whether no other word with a capital touches it: `Marina Fort Street` is no Marina. */
function standsAlone(sight: Sight, at: number): boolean {
  const { kinds, starts, ends } = sight.tokens;
  const isWord = (index: number): boolean => (kinds[index] ?? 9) <= tokenKind.code && kinds[index] !== tokenKind.lower;
  const touches = (index: number): boolean => (starts[index] ?? 0) - (ends[index - 1] ?? 0) <= 1;
  if (hasTitleBefore(sight, at)) return false;
  return !(isWord(at - 1) && touches(at)) && !(isWord(at + 1) && touches(at + 1));
}

/** Words for persons in the plural before a list of their names. */
const persons =
  /(?<!\p{L})(?:founders|children|kids|sons|daughters|grandchildren|siblings|brothers|sisters|twins|members|speakers|winners|guests|participants|attendees|students|pupils|players|colleagues|friends|directors|witnesses|victims|suspects|nurses|doctors|Gründer|Kinder|Söhne|Töchter|Enkel|Geschwister|Mitglieder|Teilnehmer|Schüler|Kollegen|Freunde|Zeugen|enfants|fondateurs|membres|élèves|collègues|témoins|hijos|fundadores|miembros|alumnos|figli|fondatori|membri|alunni|kinderen|oprichters|leden|leerlingen|dzieci|założyciele|uczniowie|filhos|membros|alunos)(?:,? (?:are|were|is|sind|waren|sont|sono|son|zijn|są|são))?[:,]? $/u;
/** What two persons are together. */
const together =
  /^ (?:are|were|sind|waren|sont|étaient|son|sono|zijn|waren) (?:\p{Ll}+ ){0,2}(?:friends|engineers|brothers|sisters|siblings|twins|colleagues|doctors|nurses|teachers|lawyers|artists|writers|players|musicians|students|pupils|parents|suspects|victims|witnesses|married|neighbours|neighbors|roommates|Freunde|Geschwister|Kollegen|Nachbarn|Zeugen|verheiratet|amis|frères|sœurs|collègues|amigos|hermanos|amici|fratelli|vrienden|broers)(?!\p{L})/u;

/** Whether names stand between commas and a word for `and`, of which most are known, or of which words for persons speak. */
function isListed(sight: Sight, at: number, { singles }: Seen): boolean {
  const { text, starts, ends } = sight.tokens;
  if (!isItem(sight, at) && !singles.has(at)) return false;
  let [count, surely, from, to] = [1, knownAs(sight, at) === "given" ? 1 : 0, at, at];
  for (const step of [1, -1]) {
    for (let next = neighbourOf(sight.tokens, at, step); next !== undefined && count < mostListed; count++) {
      const isKnown = singles.has(next) || knownAs(sight, next) === "given";
      if (!isKnown && !isItem(sight, next)) return false;
      if (isKnown) surely++;
      [from, to] = step > 0 ? [from, next] : [next, to];
      next = neighbourOf(sight.tokens, next, step);
    }
  }
  if (count < 2) return false;
  if (count >= fewestListed && (surely === count || (surely * 2 > count && hasAnd(sight, from, to)))) return true;
  const lead = text.slice(Math.max(0, (starts[from] ?? 0) - 40), starts[from]);
  return persons.test(lead) || together.test(text.slice(ends[to] ?? 0, (ends[to] ?? 0) + 60));
}

/** Whether a word stands between the last two of a list, and not only a comma as in the row of a table. */
const hasAnd = ({ tokens: { kinds } }: Sight, from: number, to: number): boolean =>
  kinds.subarray(from, to).includes(tokenKind.lower);

function isItem({ tokens, flags, isAlsoLower }: Sight, at: number): boolean {
  const found = flags(at);
  return (
    (found & thing) === 0 && (found === 0 || (found & ~wordFlag.ordinary) !== 0) && !isAlsoLower(tokens.hashes[at] ?? 0)
  );
}
