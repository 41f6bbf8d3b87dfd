import { endingIn } from "../phrases/index.ts";
import { isCalledAfter } from "./called-after.ts";
import type { Cue } from "./cues.ts";
import type { Sight } from "./features.ts";
import { wordFlag } from "./lexicon.ts";
import { isOtherName } from "./other-names.ts";
import type { Run } from "./runs.ts";
import { tokenKind } from "./tokens.ts";

const { first, last, ordinary, place, time, organisation, greeting } = wordFlag;
const other = ordinary | place | time | organisation;

/** The strength of the cue, and the share of right names that the model expects. */
interface Support extends Pick<Cue, "strength"> {
  readonly score: number;
}

/** A word that the lists do not know is a name if the words around it say so as clearly. */
export const clear = 0.75;
/** The same for a word that is an ordinary word too. */
const clearOfOrdinary = 0.85;

/**
 * Returns whether something that the model takes for a name may be one. Programs, logs and tables have capital words too;
 * the marks that touch a word tell them apart.
 */
export function isPlausible(sight: Sight, name: Run, support: Support): boolean {
  const { tokens } = sight;
  const start = tokens.starts[name.first] ?? 0;
  const end = tokens.ends[name.last] ?? 0;
  const isSingle = name.first === name.last;
  if (!fitsBefore(tokens.text, start, isSingle && support.strength < 2)) return false;
  if (!fitsBehind(tokens.text, end, isSingle) || isParticipant(tokens.text, start, end)) return false;
  if (isPatternOrElision(sight, name) || (support.strength < 2 && isInHeading(sight, name))) return false;
  const isPlace = (sight.flags(name.first) & place) !== 0;
  if (isCalledAfter(tokens.text, { start, end, isSingle, isPlace, isAnnounced: support.strength === 2 })) return false;
  if (isSingle && office.test(tokens.text.slice(start, end))) return false;
  if (support.strength < 2 && (isOfSomethingElse(sight, name) || isOtherName(sight, name))) return false;
  const known = knownWords(sight, name);
  if (isSingle && isPartOfPhrase(sight, name.first, support)) return false;
  if (isSingle && !isSingleName(sight, name.first, support)) return false;
  if (!isSingle && known.names === 0 && known.doubtful > 0) return false;
  return (!isSingle && known.first && known.last) || !isCode(tokens.text, start, end);
}

/** `Alice->>John: Hello`: the source of a diagram. */
const isParticipant = (text: string, start: number, end: number): boolean =>
  />$/.test(text.slice(start - 1, start))
    ? /-{1,2}>{1,2}$/.test(text.slice(Math.max(0, start - 4), start))
    : /^-{1,2}>/.test(text.slice(end, end + 3));

/** Whether the words around a name say that it is part of another: of a company, a place, a school or a greeting. */
function isOfSomethingElse({ tokens, flags }: Sight, name: Run): boolean {
  const { text, starts, ends, kinds } = tokens;
  const start = starts[name.first] ?? 0;
  const end = ends[name.last] ?? 0;
  if (companyBehind.test(text.slice(end, end + 20))) return true;
  if (kinds[name.first] === tokenKind.lower && articles.test(text.slice(start, start + 4))) return true;
  if ((flags(name.first) & greeting) !== 0 && many.test(text.slice(start, end))) return true;
  return namedAfterPerson.test(text.slice(Math.max(0, start - 30), start));
}

/** Offices that stand behind a title in place of a name: `Frau Ministerin`, `Mr Speaker`. `Herr Richter` is a name as well. */
const office =
  /(?:minister|präsident|kanzler|direktor|professor|richter|anwält|meister|inspektor|botschafter|kommissar|pfarrer)in$|^(?:\p{L}*minister|\p{L}*präsident|bürgermeister|direktor|professor|vorsitzender?|president|chairman|chairwoman|speaker|secretary|ambassador|mayor|director|senator|présidente?|ministre|maire|directeur|directrice|juge|ambassadeur|presidenta|ministr[oa]|alcaldesa?|juez|sindaco|giudice|direttore|voorzitter|burgemeester|dyrektor|prezes|profesor|prezydent)$/iu;
/** Whom a letter to many greets: `Liebe Kolleginnen`, `Dear Customers`. */
const many =
  / (?:\p{L}+innen|Kollegen|Kunden|Eltern|Freunde|Mitglieder|Gäste|Nachbarn|Schüler|[Cc]olleagues|[Cc]ustomers|[Ff]riends|[Mm]embers|[Pp]arents|[Ss]tudents|[Tt]eam|[Aa]ll|[Cc]ollègues|[Cc]lients|[Aa]mis|[Pp]arents|[Cc]olegas|[Cc]lientes|[Aa]migos|[Pp]adres|[Cc]olleghi|[Cc]lienti|[Aa]mici|[Cc]ollega['’]s|[Kk]lanten|[Oo]uders|[Vv]rienden)$/u;
const articles = /^(?:das|dos|des|der) /;
/** What is named after persons, and labels of companies: `lycée Jules-Ferry`, `East Darrell`, `Arbeitgeber: Fehrig`. */
const namedAfterPerson = endingIn(
  /(?<!\p{L})(?:(?:[Pp]lace|[Ll]ycée|[Mm]usée|[Cc]ollège|[Éé]cole|[Gg]are|[Ss]tade|[Hh]ôpital|[Ee]stación de|[Pp]laza(?: de)?|[Ss]tazione di|[Pp]iazza|[Mm]etro|[Ss]tacja|[Ll]iceo|[Ii]nstituto|North|South|East|West|New|Port|Lake|Fort|Mount|Alt|Neu|Bad|Santa|Saint|Alfa) |(?:[Ee]mployer|[Cc]ompany|[Aa]rbeitgeber|[Ee]mployeur|[Ee]mpresa|[Dd]atore di lavoro|[Aa]rbejdsgiver|[Aa]rbeidsgiver|[Aa]rbetsgivare|[Pp]oslodavac|[Zz]amestnávateľ|[Zz]aměstnavatel|[Ww]erkgever|[Pp]racodawca|[Ee]mpregador|[Aa]ngajator|[Tt]yönantaja) ?: )/u,
);

/** A name before the legal form of a company is the company's: `Frandsen ApS`, `Gauthier GIE`, `Quiñones e Hijos`. */
const companyBehind =
  /^(?:,? (?:Inc|Ltd|LLC|LLP|PLC)| (?:GmbH|KGaA|KG|UG|OHG|e\.K\.|EURL|SARL|SASU|SAS|GIE|SNC|S\.A\.|S\.L\.|S\.r\.l|S\.p\.A|Srl|SpA|B\.V\.|N\.V\.|BV|NV|VOF|ApS|A\/S|AB|Oyj?|Kft|Zrt|s\.r\.o|a\.s\.|d\.o\.o|[Ss]p\. z|Lda|Ltda|Corp|Group|Holding|(?:and|&) (?:Sons|Co)|und Söhne|et Fils|[ey] Hijos|e Figli|en Zo?o?nen|og Sønner)(?![\p{L}]))/u;

/** A single word that the lists do not know needs a cue, and so does one that is often something else. */
function isSingleName(sight: Sight, index: number, { strength, score }: Support): boolean {
  if (strength === 2) return true;
  const found = sight.flags(index);
  const isOrdinary = (found & ordinary) !== 0;
  if (found === 0 && (hasArticleBefore(sight, index) || isAmongIdentifiers(sight, index))) return false;
  const isLikely = isOrdinary ? score >= clearOfOrdinary : score >= clear || (found & (first | last)) !== 0;
  return isLikely && !isDoubtfulWord(sight, index);
}

/** A line of a list that a program imports: `ParseResult,`, `Severity,` and `parse,`. */
function isAmongIdentifiers({ tokens: { kinds, text, starts } }: Sight, index: number): boolean {
  const isComma = (at: number): boolean => text.charAt(starts[at] ?? 0) === "," && kinds[at] === tokenKind.mark;
  const isLine = kinds[index - 1] === tokenKind.line && isComma(index + 1) && kinds[index + 2] === tokenKind.line;
  if (!isLine) return false;
  const isAfter = isIdentifier(kinds[index - 3]) && isComma(index - 2);
  return isAfter || (isIdentifier(kinds[index + 3]) && isComma(index + 4) && kinds[index + 5] === tokenKind.line);
}

const isIdentifier = (kind: number | undefined): boolean =>
  kind === tokenKind.mixed || kind === tokenKind.code || kind === tokenKind.lower;

/** Values of programming languages. */
const constant = /^(?:None|Null|Nil|True|False|Undefined|NaN)$/;

/** `MMMM` of a date pattern, and the elided article of `L'elemento`. */
function isPatternOrElision({ tokens, flags }: Sight, { first: from, last: to }: Run): boolean {
  for (let index = from; index <= to; index++) {
    const word = tokens.text.slice(tokens.starts[index], tokens.ends[index]);
    if (/^(.)\1{2,}$/u.test(word) || (from === to && constant.test(word))) return true;
    if (from === to && (flags(index) & (first | last)) === 0 && /^[LDlSNTM]['’]\p{Ll}/u.test(word)) return true;
  }
  return false;
}

/** A heading of Markdown has capitals for its look, so that each of its words must be a name: `### Additional Details`. */
function isInHeading({ tokens, flags, isAlsoLower }: Sight, { first: from, last: to }: Run): boolean {
  const start = tokens.starts[from] ?? 0;
  const line = tokens.text.lastIndexOf("\n", start - 1) + 1;
  if (!/^[ \t]{0,3}#{1,6}[ \t]/.test(tokens.text.slice(line, line + 12))) return false;
  for (let index = from; index <= to; index++) {
    if ((tokens.kinds[index] ?? 0) > tokenKind.mixed) continue;
    const found = flags(index);
    if ((found & (first | last)) === 0 || (found & ordinary) !== 0) return true;
    if (isAlsoLower(tokens.hashes[index] ?? 0) && !isInMailbox(tokens.text, start)) return true;
  }
  return false;
}

/** A name may stand in small letters in the e-mail address near it. */
const isInMailbox = (text: string, start: number): boolean => text.slice(start, start + 120).includes("@");

/**
 * A single word that no list knows as a name is the start of a phrase or the key of an object: `name: Publish package`,
 * `Selectors: 31`; in a row of quoted words, even a word of the lists is no name: `"Hira","Lana"`.
 */
function isPartOfPhrase({ tokens, flags }: Sight, index: number, { strength }: Support): boolean {
  const { text, starts, ends, kinds } = tokens;
  const [start, end] = [starts[index] ?? 0, ends[index] ?? 0];
  if (
    strength < 2 &&
    /[[,({]["']$/.test(text.slice(Math.max(0, start - 2), start)) &&
    /^["'][\],)}]/.test(text.slice(end, end + 2))
  )
    return true;
  const found = flags(index);
  if ((found & time) !== 0 && strength < 2 && /^[,.]? \d/.test(text.slice(end, end + 3))) return true;
  if ((found & (first | last)) !== 0) return false;
  if (strength < 2)
    return (
      kinds[index] === tokenKind.capital &&
      /^:(?:\s|$)/.test(text.slice(end, end + 2)) &&
      /\d|[{}()[\];"']/.test(lineAfter(text, end))
    );
  return isBehindLabel(text, start) && (kinds[index + 1] ?? 9) <= tokenKind.mixed;
}

const lineAfter = (text: string, end: number): string => text.slice(end, end + 40).split("\n", 1)[0] ?? "";
const isBehindLabel = (text: string, start: number): boolean =>
  /: ?["']?$/.test(text.slice(Math.max(0, start - 3), start));

const article = endingIn(
  /(?<!\p{L})(?:an?|the|eine?[mnrs]?|kein\w{0,2}|der|die|das|de[mns]|une?|les?|une?|una|uno|il|gli|het|een|ett?|en)\s/iu,
);

/** An article stands before common nouns, and before names only in a few languages: `einen Gentest`. */
function hasArticleBefore({ tokens: { text, starts } }: Sight, index: number): boolean {
  const start = starts[index] ?? 0;
  return article.test(text.slice(Math.max(0, start - 8), start));
}

/** A word in capitals is an abbreviation, and one that the text also writes small is an ordinary word. */
function isDoubtfulWord({ tokens, flags, isAlsoLower }: Sight, index: number): boolean {
  if (tokens.kinds[index] === tokenKind.capitals || tokens.kinds[index] === tokenKind.initial) return true;
  return isAlsoLower(tokens.hashes[index] ?? 0) || ((flags(index) & first) === 0 && (flags(index) & other) !== 0);
}

function knownWords({ tokens, flags, isAlsoLower }: Sight, { first: from, last: to }: Run) {
  const known = { first: false, last: false, names: 0, doubtful: 0 };
  for (let index = from; index <= to; index++) {
    const kind = tokens.kinds[index] ?? 0;
    if (kind !== tokenKind.capital && kind !== tokenKind.capitals) continue;
    const found = flags(index);
    known.first ||= (found & first) !== 0 && index < to;
    known.last ||= (found & (first | last)) !== 0 && index === to;
    if ((found & (first | last)) !== 0) known.names++;
    else if ((found & other) !== 0 || isAlsoLower(tokens.hashes[index] ?? 0)) known.doubtful++;
  }
  return known;
}

const isLetterOrDigit = (character: string): boolean => /[\p{L}\p{N}]/u.test(character);

function fitsBefore(text: string, start: number, isBareWord: boolean): boolean {
  if (start === 0) return true;
  const mark = text.charAt(start - 1);
  if (/[\s("“„«‘’>*—–]/.test(mark)) return true;
  if (/[.#/\\$_&%+^~`{<\p{L}\p{N}]/u.test(mark)) return false;
  if (mark === "-") return !isLetterOrDigit(text.charAt(start - 2));
  return !isBareWord || mark === "'" || mark === "@" || mark === "¿" || mark === "¡";
}

function fitsBehind(text: string, end: number, isSingle: boolean): boolean {
  const mark = text.charAt(end);
  if (mark === "" || /[\s)"“”»!?*—–…]/.test(mark)) return true;
  const next = text.charAt(end + 1);
  if (/[_$@=\\+~`%^#&{}\p{L}\p{N}]/u.test(mark)) return false;
  if (mark === "." || mark === "-") return !isLetterOrDigit(next);
  if (/[,;:/|[(>\]]/.test(mark))
    return !isSingle || /[\s"“„«]|^$/.test(next) || (mark === "]" && !isLetterOrDigit(next));
  return true;
}

const window = 60;
const mostCodeMarks = 3;

/** Whether the marks of programs are dense around a place. */
function isCode(text: string, start: number, end: number): boolean {
  let marks = 0;
  const to = Math.min(text.length, end + window);
  for (let at = Math.max(0, start - window); at < to; at++) if (isCodeMark(text.charCodeAt(at))) marks++;
  return marks > mostCodeMarks;
}

/** `$ ; = [ \ ] _ { | }` and the backtick. */
function isCodeMark(unit: number): boolean {
  if (unit < 0x24 || unit > 0x7d) return false;
  return (
    unit === 0x24 || unit === 0x3b || unit === 0x3d || (unit >= 0x5b && unit <= 0x60 && unit !== 0x5e) || unit >= 0x7b
  );
}
