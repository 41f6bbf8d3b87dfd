import { endingIn, KeyTable } from "../phrases/index.ts";
import { brandsWithNames, plants } from "./things-with-names.ts";

/** `Konrad-Adenauer-Platz`, `Anne-Frank-Schule`: the last part says what is called after the person. */
const endOfCompound =
  /[-\u2010](?:allee|platz|stra(?:ß|ss)e|str|weg|gasse|ring|ufer|damm|brücke|park|plein|straat|laan|gade|vej|gatan|schule|grundschule|gesamtschule|realschule|gymnasium|kolleg|college|school|skolan?|universität|hochschule|institut|stiftung|haus|halle|saal|stadion|arena|klinik|klinikum|krankenhaus|kaserne|museum|theater|preis|medaille|turm|tunnel|kai|siedlung|viertel|center|zentrum|werk|werke|verlag|gesellschaft|algorithmus|test|syndrom|krankheit|effekt|skala)$/iu;

/** What stands behind a name that is no person's: `Victoria Falls`, `Addison disease`, `Floyd-Warshall algorithm`. */
const behind =
  /^(?:['’]s)? (?:(?:Falls?|Bay|Island|Islands|Lake|River|Beach|Hills|Heights|Springs|County|Airport|Station|Stadium|Arena|Hall|Bridge|Street|Avenue|Boulevard|Blvd|Road|Square|Park|Garden|Gardens|University|College|School|Academy|Institute|Foundation|Museum|Library|Hospital|Clinic|Prize|Award|Medal|Trophy|Cup|Motors?|Brothers|Bros|Records|Pictures|Studios|Airlines|Hotels?|Stores?|Bank|Group|Holdings?|Industries|Platz|Allee|Stra(?:ß|ss)e|Weg|Schule|Gymnasium|Stiftung|Universität|Klinik)|algorithm|theorem|lemma|equation|conjecture|inequality|disease|syndrome|anaemia|anemia|cipher)(?!\p{L})/u;

/** Last words of names of places and buildings that are hardly names of persons, as `Park` and `Hall` are. */
const landmark =
  / (?:Falls|Bay|Islands?|Beach|Heights|Springs|County|Airport|Station|Stadium|Arena|University|College|School|Museum|Library|Hospital|Cathedral|Chapel|Church|Abbey|Castle|Bridge|Tower|Canyon|Valley|Peninsula|Airlines|Orchestra|Theatre|Theater)$/u;

const brandsOfDoctors = new Set(["Martens", "Pepper", "Oetker", "Scholl", "Hauschka", "Browns", "Best", "Bronner"]);

/** What stands before a name that something is called after: `avenue Charles de Gaulle`, `via Giuseppe Verdi`. */
const before = endingIn(
  /(?<!\p{L})(?:avenue|av\.|rue|boulevard|bd\.?|place|quai|allée|chemin|impasse|square|pont|lycée|collège|école(?: [\p{Ll}]+)?|université|hôpital|aéroport|stade|gymnase|fondation|institut|via|viale|piazza|corso|largo|scuola|liceo|ospedale|calle|avenida|plaza|paseo|colegio|instituto|rua|praça|escola|ulica|ul\.|aleja|al\.|plac|szkoła|straße|platz|straat|gata) (?:d[eou] |de la |della |del |dell['’]|im\. )?/iu,
);

const startsOfBrands = new KeyTable(1 << 12);
for (const brand of brandsWithNames) startsOfBrands.add(/^\p{L}{1,6}/u.exec(brand)?.[0] ?? "", 1);

const city =
  /(?<!\p{L})(?:cities|city of|towns?|capitals?|flights?|airports?|weather|suburbs?|metropolis|städte|stadt|villes?|ciudades|città|steden|miasta)(?!\p{L})/iu;
/** Words before it are cities, whether the lists have them or not: `Sydney and Adelaide are cities`. */
const areCities =
  /^[^.!?\n]{0,60}(?<!\p{L})(?:are|were|sind|sont|son|sono|zijn|są) (?:[\p{Ll}]+ ){0,2}(?:cities|towns|capitals|städte|villes|ciudades|città|steden|miasta)(?!\p{L})/iu;
const garden =
  /(?<!\p{L})(?:gardens?|flowers?|flowering|blooms?|blossoms?|plants?|planted|seeds?|bulbs|petals?|bouquets?|herbs?|shrubs?|perennials?|annuals|tulips?|orchids?|peon(?:y|ies)|daffodils?|sweet william|lavender|garten|blumen|blüten|fleurs?|flores|fiori|bloemen)(?!\p{L})/iu;

/** Most texts behind a name hold no such word, which is seen in a tenth of the time. */
const mayBeCities = / (?:cities|towns|capitals|städte|villes|ciudades|città|steden|miasta)/iu;

const side = 100;

/** A part of a text that may be a name, and whether the model has seen it as a place in its lists. */
interface Word {
  readonly start: number;
  readonly end: number;
  readonly isPlace: boolean;
  readonly isSingle: boolean;
  /** Whether a title, a greeting or a label says that it is a person. */
  readonly isAnnounced: boolean;
}

/**
 * Returns whether words that persons have as names name something else here: a street, a school, a disease or a theorem
 * called after a person, a brand, a city among cities, a flower among flowers.
 */
export function isCalledAfter(text: string, { start, end, isPlace, isSingle, isAnnounced }: Word): boolean {
  const name = text.slice(start, end);
  const isCompound = name.includes("-") || name.includes("\u2010");
  if (isCompound && endOfCompound.test(name)) return true;
  if (/^[-\u2010]\p{Lu}/u.test(text.slice(end, end + 2)) && endOfCompound.test(wordTo(text, start, end))) return true;
  if (behind.test(text.slice(end, end + 24)) && !isAnnounced) return true;
  if (!isSingle && before.test(text.slice(Math.max(0, start - 40), start))) return true;
  if (brandsOfDoctors.has(name) && /(?<!\p{L})Dr\.? $/u.test(text.slice(Math.max(0, start - 5), start))) return true;
  if (isAnnounced) return false;
  if (landmark.test(name)) return true;
  const mayBeBrand = startsOfBrands.bitsAt(text, start) !== 0;
  if (!isSingle && !mayBeBrand) return false;
  const key = name.toLowerCase().replace(/[-\s]+/g, " ");
  const firstTwo = key.split(" ").slice(0, 2).join(" ");
  if (mayBeBrand && (brandsWithNames.has(key) || brandsWithNames.has(firstTwo))) return true;
  if (!isSingle) return false;
  const rest = text.slice(end, end + side);
  if (mayBeCities.test(rest) && areCities.test(rest)) return true;
  if (!isPlace && !plants.has(key)) return false;
  const line = lineAround(text, start, end);
  return (isPlace && city.test(line)) || (plants.has(key) && garden.test(line));
}

const wordTo = (text: string, start: number, end: number): string =>
  text.slice(start, end) + (/^[\p{L}\u2010-]{1,30}/u.exec(text.slice(end, end + 30))?.[0] ?? "");

/** Returns the line around a word, at most 100 characters on each side. */
function lineAround(text: string, start: number, end: number): string {
  const lead = text.slice(Math.max(0, start - side), start);
  const rest = text.slice(end, end + side).split("\n", 1)[0] ?? "";
  return `${lead.slice(lead.lastIndexOf("\n") + 1)} ${rest}`;
}
