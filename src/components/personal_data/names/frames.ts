import { type Ending, endingIn } from "../phrases/index.ts";
import type { Cue } from "./cues.ts";
import type { Sight } from "./features.ts";
import { wordFlag } from "./lexicon.ts";
import { tokenKind } from "./tokens.ts";

const { first, last, ordinary } = wordFlag;

/** How well the lists know a word as a name: a first name and nothing else, a name, or a word without any meaning. */
export type Known = "given" | "name" | "unknown";

const cue = (note: string, least: number): Cue => ({ note, least, strength: 1 });
const doneBy = cue("verb of persons beside it", 0.6);
const described = cue("said of a person", 0.6);
const called = cue("words that give a name", 0.65);
const related = cue("word for a relative before it", 0.65);
const quoted = cue("speaker of a quotation", 0.65);
const spokenTo = cue("person spoken to", 0.6);
const made = cue("author of a work", 0.55);

interface Frame {
  readonly cue: Cue;
  /** What must stand right before the word; undefined for anything. */
  readonly before?: Ending;
  readonly behind?: RegExp;
  /** What the lists must say about the word. */
  readonly of: readonly Known[];
}

const adjective =
  "kind|nice|friendly|funny|clever|smart|angry|sad|happy|shy|rude|lazy|lovely|reliable|sympathetic|impulsive|generous|honest|loyal|patient|polite|stubborn|jealous|pregnant|married|single|divorced|ill|sick|tired|tall|old|young|late|asleep|upset|worried|nervous|excited|busy|drunk|diabetic|allergic|unconscious";
const german =
  "nett|freundlich|lieb|klug|krank|müde|traurig|glücklich|fleißig|zuverlässig|schwanger|verheiratet|ledig|geschieden|pünktlich|hilfsbereit|ehrlich|geduldig";
const french =
  "gentille?|malade|fatiguée?|triste|heureux|heureuse|mariée?|divorcée?|enceinte|sérieux|sérieuse|fiable|intelligente?|absente?";
const spanish = "amable|simpátic[oa]|enferm[oa]|cansad[oa]|casad[oa]|divorciad[oa]|embarazada|feliz|triste|puntual";
const italian = "gentile|simpatic[oa]|malat[oa]|stanc[oa]|sposat[oa]|divorziat[oa]|incinta|felice|triste";
const dutch = "aardig|lief|ziek|moe|verdrietig|blij|getrouwd|gescheiden|zwanger|betrouwbaar";
const isSomehow = new RegExp(
  `^ (?:(?:is|was|seems?|looks?|has been|isn['’]t|wasn['’]t) (?:(?:a|an|such|very|so|really|always|quite|still|too|often|not|the most|extremely) ){0,3}(?:${adjective})|(?:ist|war) (?:(?:sehr|so|immer|wirklich|noch|oft) ){0,2}(?:${german})|(?:est|était) (?:(?:très|si|toujours|vraiment|souvent) ){0,2}(?:${french})|(?:es|está|era|estaba) (?:(?:muy|tan|siempre) )?(?:${spanish})|(?:è|era|sta) (?:(?:molto|così|sempre) )?(?:${italian})|(?:is|was) (?:(?:heel|erg|zo|altijd) )?(?:${dutch}))(?!\\p{L})`,
  "u",
);
/** The same in words that are hardly said of things. */
const isMinded =
  /^ (?:is|was|seems?) (?:(?:a|such|very|so|really|always|quite|still|too|often) ){0,3}(?:kind|friendly|shy|rude|sympathetic|impulsive|jealous|pregnant|divorced|asleep|upset|worried|nervous|drunk|stubborn|polite)(?! to)(?!\p{L})/u;
const asked = endingIn(
  /(?<!\p{L})(?:(?:[Ww]hy|[Hh]ow|[Ww]here|[Ww]hen|[Ww]ho) (?:is|was|does|did|has|would)|[Hh]ow old is|[Ww]arum (?:ist|hat)|[Pp]ourquoi|¿?[Pp]or qué (?:es|está)|[Pp]erché|[Ww]aarom (?:is|heeft)) /u,
);
const askedBehind =
  /^ (?:so|coming|going|doing|late|always|live|work|like|leave|say|come|want|so oft|immer|est|llega|sempre|altijd)(?!\p{L})/u;
const deeds =
  /^ (?:lives?|lived|married|retired|graduated|began|started|died|smiled|laughed|cried|shouted|yelled|whispered|nodded|shrugged|sighed|loves|hates|likes|wants|thinks|knows|needs|lost (?:his|her)|(?:had )?(?:given|gave|lent|told|asked|kissed|hugged|married)|just has to|presents|replied|called in|phoned|emailed|texted|can be reached|joined (?:the|us)|will (?:send|call|contact|follow|present)|to (?:send|call|follow|contact|check|update)|and I(?!\p{L})|is (?:from|with|at|on leave|off sick|away)(?!\p{L})|has (?:agreed|asked|lived|worked)|rejected|denies|denied|refused|declined|wohnt|wohnte|arbeitet|arbeitete|heiratete|starb|lacht|weint|möchte|schickt|kommt aus|habite|travaille|vient|aime|pleure|veut|n['’]a pas|nació|vive|trabaja|murió|quiere|llora|abita|lavora|vuole|morì|woont|werkt|komt uit|wilde niet|mieszka|pracuje|mora|trabalha|nasceu|bor|arbetar|arbejder|jobber|asuu)(?!\p{L})/u;
const actedOn = endingIn(
  /(?<!\p{L})(?:told|asked|gave|lent|kissed|hugged|thanked|invited|emailed|texted|phoned|called|met|married|divorced|visited|missed?|shouted at|yelled at|(?:said|says|spoke|talked|listened|wrote|replied|according|handed it) to|heard from|heard|ask|tell|call|thank|ping|cc|remind|had given|sagte? zu|fragte|rief|traf|dit à|demandé à|preguntó a|dijo a|disse a|chiese a|vroeg aan|zei tegen) /u,
);
const naming = endingIn(
  /(?<!\p{L})(?:(?:named|called|christened|baptised|baptized|nicknamed) (?:him|her|them|the (?:baby|boy|girl|child|dog|cat)|(?:his|her|their|our) (?:son|daughter|baby))|(?:[Mm]aiden|[Ll]ast|[Ff]irst|[Ff]amily|[Mm]iddle|[Ff]ull) name is|[Ss]urname is|[Nn]ickname is|(?:[Ll]ast|[Ff]irst|[Ff]ull|[Yy]our|[Mm]aiden) name\?|[Ss]urname\?|(?:[Mm]ädchenname|[Nn]achname|[Vv]orname|[Ss]pitzname) ist|hat ihn|nannten (?:ihn|sie)|(?:nom de famille|prénom|nom de jeune fille) est|apellido es|cognome è|achternaam is|noemden (?:hem|haar)) /u,
);
const relative = endingIn(
  /(?<!\p{L})(?:[Mm]y|[Hh]is|[Hh]er|[Oo]ur|[Yy]our|[Tt]heir) (?:(?:little|older|younger|late|ex-?|eldest|youngest|best|dear) ?)*(?:kid|son|daughter|wife|husband|mother|father|mum|mom|dad|sister|brother|aunt|uncle|cousin|niece|nephew|grandma|grandpa|grandmother|grandfather|grandson|granddaughter|boyfriend|girlfriend|fiancée?|partner|friend|baby|twin|flatmate|roommate|neighbou?r|boss|colleague|stepson|stepdaughter),? /u,
);
/** Closing quotation marks, a verb of speech, and a name that ends the sentence or is followed by who that is. */
const saidBy = endingIn(
  /["”»“’'][,.]? ?[–—-]? ?(?:says|said|explains|explained|adds|added|writes|wrote|asks|asked|replies|replied|argues|argued|warns|warned|sagt|sagte|erklärt|erklärte|meint|meinte|schreibt|betont|dit|explique|affirme|ajoute|estime|déclare|dice|dijo|explica|afirma|añade|señala|dichiara|spiega|zegt|stelt|vertelt|säger|siger|sier|mówi|twierdzi|diz|afirmou|disse) /u,
);
const sentenceEnd = /^(?:[.,!?]|\s*$|\n| of | from | who | and | von | aus | de | di | van )/u;
const calledOut =
  /^,? (?:can|could|would|will|please|may|do|did|are|have|you|I['’]m|I |come|stop|wait|look|listen|thank|thanks|kannst|könntest|kommst|bitte|tu |peux|viens|puedes|ven |puoi|vieni|kun|kom )/u;
const work =
  /^(?:['’]s)? (?:novel|novels|film|films|movie|movies|song|songs|album|albums|concert|concerts|gig|fan|fans|painting|poem|poems|biography|interview|lyrics|cover|version|sculpture|symphony|sonata)(?!\p{L})/u;
const creator = endingIn(/(?<!\p{L})(?:[Tt]he|[Aa]n?|[Ee]arly|[Ll]ate|[Uu]nlike|[Ll]ike|[Oo]f|[Hh]uge|[Bb]y) /u);

const frames: readonly Frame[] = [
  { cue: called, before: naming, of: ["given", "name", "unknown"] },
  { cue: related, before: relative, of: ["given", "name", "unknown"] },
  { cue: quoted, before: saidBy, behind: sentenceEnd, of: ["given", "name", "unknown"] },
  { cue: described, behind: isSomehow, of: ["given", "name"] },
  { cue: described, behind: isMinded, of: ["unknown"] },
  { cue: described, before: asked, behind: askedBehind, of: ["given"] },
  { cue: doneBy, behind: deeds, of: ["given", "name"] },
  { cue: doneBy, before: actedOn, of: ["given"] },
  { cue: spokenTo, before: endingIn(/(?:^|[\n.!?"“„«¿¡]) ?/u), behind: calledOut, of: ["given"] },
  { cue: spokenTo, before: endingIn(/\p{Ll}, /u), behind: /^[!?]|^\.(?:\s|$)/u, of: ["given"] },
  { cue: made, before: creator, behind: work, of: ["given", "name"] },
];

const side = 60;

/** Returns why a single word with a capital is a name of a person, from the words beside it. */
export function frameAt({ tokens: { text, starts, ends } }: Sight, at: number, known: Known): Cue | undefined {
  const lead = text.slice(Math.max(0, (starts[at] ?? 0) - side), starts[at]);
  const rest = text.slice(ends[at] ?? 0, (ends[at] ?? 0) + side);
  const fits = ({ before, behind, of }: Frame): boolean =>
    of.includes(known) && (behind?.test(rest) ?? true) && (before?.test(lead) ?? true);
  return frames.find(fits)?.cue;
}

/** What a word of a language with small nouns can be within a sentence, where only names have capitals. */
const names = first | last;
const things = 0xffff & ~names & ~wordFlag.title & ~wordFlag.particle;

/** Returns how well the lists know a word as a name; undefined if it may be something else. */
export function knownAs(sight: Sight, at: number): Known | undefined {
  const { tokens, flags, isAlsoLower } = sight;
  const found = flags(at);
  if (isAlsoLower(tokens.hashes[at] ?? 0) || (tokens.ends[at] ?? 0) - (tokens.starts[at] ?? 0) < 3) return undefined;
  const other = found & things;
  const isWithin = tokens.kinds[at - 1] === tokenKind.lower && !sight.isGerman;
  if (other !== 0 && !(other === ordinary && isWithin)) return undefined;
  if ((found & first) !== 0) return "given";
  if ((found & last) !== 0) return "name";
  return found === 0 ? "unknown" : undefined;
}

const leadTo = (text: string, start: number): string => text.slice(Math.max(0, start - side), start);

/** Whether words that give a name stand right before a place in a text. */
export const isNamed = (text: string, start: number): boolean => naming.test(leadTo(text, start));
/** Whether a word for a relative stands right before a place in a text. */
export const isRelative = (text: string, start: number): boolean => relative.test(leadTo(text, start));
