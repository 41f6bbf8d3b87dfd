import type { StandardInputTable } from "../../plugin/index.ts";
import { writtenOut } from "./abbreviations.ts";
import type { EntityWords, Telling } from "./entity-words.ts";
import { firstOfMost, type Marks, marksOf, withoutMarks, withoutShortPrefix } from "./marks.ts";

/** How a table or record relates to a person: its rows are persons, its rows refer to a person, or neither is known. */
type PersonLink = "self" | "linked" | "unknown";

/** The facts about the table, file or record that contains a column. */
export interface Entity extends Marks {
  readonly name: string;
  readonly words: readonly string[];
  readonly person: PersonLink;
  /** Whether columns say that rows are persons, as a date of birth and a telephone number do, and not the name alone. */
  readonly isTold: boolean;
  /** Whether it describes something that is not a person: a product, a shop, a company. */
  readonly isThing: boolean;
  /** The words of each column's name. */
  readonly columns: readonly (readonly string[])[];
  /** A word with a meaning with which most columns begin, so that it says little about one: `entry_city`, `entry_zip`. */
  readonly shared: string | undefined;
}

interface EntityFacts {
  readonly name: string;
  readonly columns: readonly string[];
  /** Names of the tables that the foreign keys refer to. */
  readonly references?: readonly string[];
}

/** Reads a table's name, columns and foreign keys. The last word of the name determines what a row describes. */
export function readEntity(facts: EntityFacts, known: EntityWords): Entity {
  const words = withoutShortPrefix(known.wordsOf(facts.name), known);
  const written = facts.columns.map(known.wordsOf);
  const marks = marksOf(words, written, known);
  const columns = written.map((column) => withoutMarks(column, marks));
  const told = tellingOf(columns, known);
  const isPerson = describesPerson(words, known) && !isOfPairs(words, columns, known);
  // A company has a name and a phone number as a person has, and an industry or somebody to ask besides.
  const isCompany =
    told.organisation > 0 || (told.name > 0 && columns.some((column) => known.contacts.occursIn(column)));
  const isOrganisation = !isPerson && told.person === 0 && isCompany;
  const isProgram = words.at(-1) === "client" && columns.some((column) => known.ofPrograms.occursIn(column));
  // A grid of persons with their names and dates of birth is a list of them, and a provider may be a doctor.
  const isOfPersons = words.length > 1 && known.person.endsIn(words.slice(0, 1));
  const isListed = told.person > 1 && (isOfPersons || known.ownerOf(words.at(-1) ?? "") === "organisation");
  const isThing =
    isOrganisation || isProgram || (!isListed && !isPeopled(words, told, known) && describesThing(words, known));
  const isOfFirms = told.person === 0 && isOfCompanies(words, columns, known);
  const read = { words, columns, isPerson: isPerson && !isProgram, isThing, told, facts };
  const person = isOfFirms ? "linked" : personLink(read, known);
  const isHeld = person === "linked" && (endsWith(words, known, "possession") > 0 || isOfPerson(words, columns, known));
  const shared = firstOfMost(columns, (word) => !words.includes(word) && saysLittle(word, known));
  const isTold = told.person > 0 && told.contact > 0;
  return { name: facts.name, isTold, words, columns, ...marks, shared, isThing: isThing && !isHeld, person };
}

const certainColumns = 3;

/**
 * Returns whether columns of names, dates of birth and contacts outweigh the name of the table: three of them, or one if the
 * name is only an abbreviation.
 */
function isPeopled(words: readonly string[], { person, contact }: ReadFacts["told"], { known }: EntityWords): boolean {
  const isAbbreviation = !known.has(words.at(-1) ?? "");
  return contact > 0 && person >= (isAbbreviation ? 1 : certainColumns);
}

/** What may be a company as well as a person. */
const parties: ReadonlySet<string> = new Set(
  "customer client debtor debitor creditor buyer kunde klant cliente kund odběratel zákazník".split(" "),
);

/** Returns whether the rows are companies that buy: each has a name of a company and somebody to ask. */
function isOfCompanies(words: readonly string[], columns: Entity["columns"], known: EntityWords): boolean {
  const isNamed = columns.some((column) => known.companies.endsIn(column) && column.length <= 2);
  return parties.has(words.at(-1) ?? "") && isNamed && columns.some((column) => asks(column, known));
}

const asks = (column: readonly string[], known: EntityWords): boolean =>
  known.contacts.occursIn(column) || column.join(" ") === "contact";

const saysLittle = (word: string, known: EntityWords): boolean =>
  known.ownerOf(word) === undefined && !known.aside.has(word);

/** Returns whether rows are names with values about a person, and no persons: `customer_attributes`. */
function isOfPairs(words: readonly string[], columns: Entity["columns"], { trailing }: EntityWords): boolean {
  const has = (name: string) => columns.some((column) => column.join(" ") === name);
  return words.length > 1 && trailing.has(words.at(-1) ?? "") && has("value") && (has("name") || has("key"));
}

interface ReadFacts extends Pick<Entity, "words" | "columns" | "isThing"> {
  readonly isPerson: boolean;
  readonly told: Readonly<Record<Telling | "name", number>>;
  readonly facts: EntityFacts;
}

function personLink({ words, columns, isPerson, isThing, told, facts }: ReadFacts, known: EntityWords): PersonLink {
  if (isPerson) return "self";
  const { person, person_beside: beside, contact, role, medical } = told;
  const isNamed = person + beside >= 2 || (person + beside >= 1 && contact >= 1);
  if (!isThing && isNamed) return "self";
  const isLink = (name: readonly string[]) => describesPerson(name, known) || belongsToPerson(name, known);
  if ((facts.references ?? []).some((name) => isLink(known.wordsOf(name)))) return "linked";
  const refers = columns.some((column) => isLink(keyTarget(column)));
  const namesPerson = columns.some((column) => known.referring.occursIn(column));
  const isOwned = !isThing && belongsToPerson(words, known);
  const isTold = person + contact + role > 0 || medical >= 3 || (medical > 0 && columns.some(isPatientKey));
  return refers || namesPerson || isOwned || (!isThing && isTold) ? "linked" : "unknown";
}

const endsOfKeys: ReadonlySet<string> = new Set(["id", "no", "nr", "number", "code", "key", "ref", "uuid", "guid"]);

/** Returns the words of the table that a key refers to: `customer_id`, `customer_no`, `id_customer`, `fk_customer`. */
function keyTarget(column: readonly string[]): readonly string[] {
  const [last = "", before] = column.toReversed();
  // A contact number is a telephone number.
  if (endsOfKeys.has(last) && (last === "id" || before !== "contact")) return column.slice(0, -1);
  if (column.length === 1 && last.endsWith("id")) return [last.slice(0, -2)];
  return column[0] === "id" || column[0] === "fk" ? column.slice(1) : [];
}

/** `pid` is the key of a patient beside columns of medicine, and of a process elsewhere. */
const isPatientKey = (column: readonly string[]): boolean => /^(?:pid|subject id|mrn)$/.test(column.join(" "));

/** From whom mail comes, as a setting says it, tells nothing about a row: `from_email`, `reply_to_name`. */
const ofMailing: ReadonlySet<string> = new Set(["from", "reply", "replyto", "sender", "custom", "support"]);

/** Counts the columns that tell what the rows are. A column of another person or of a company tells nothing: `buyer_email`. */
function tellingOf(columns: ReadFacts["columns"], known: EntityWords): ReadFacts["told"] {
  const counts = { person: 0, person_beside: 0, contact: 0, role: 0, medical: 0, organisation: 0, name: 0 };
  const beside = new Set<string>();
  for (const column of columns) {
    const isAside = (word: string) => known.ownerOf(word) !== undefined || known.aside.has(word) || word === "id";
    const tell = (words: readonly string[]) =>
      [...known.telling.find(words)]
        .filter(([, match]) => !match.others.some(isAside))
        .sort(([, a], [, b]) => b.phrase.words.length - a.phrase.words.length);
    const [longest = tell(writtenOut(column) ?? [])[0]] = tell(column);
    const isTold = longest !== undefined && !column.some((word) => ofMailing.has(word));
    // One name in two forms is still one: `name` and `name_encrypted`.
    const isRepeated = isTold && longest[0] === "person_beside" && beside.has(longest[1].phrase.shown);
    if (isTold && longest[0] === "person_beside") beside.add(longest[1].phrase.shown);
    if (isTold && !isRepeated) counts[longest[0]]++;
    if (column.length === 1 && column[0] === "name") counts.name++;
  }
  return counts;
}

/** Returns whether a row of a table with that name is a person. */
export function describesPerson(words: readonly string[], known: EntityWords): boolean {
  return endsWith(words, known, "person") > endsWith(words, known, "thing");
}

/** Returns whether a row is a thing. `bank details` of somebody are none, although a bank is one. */
function describesThing(words: readonly string[], known: EntityWords): boolean {
  const length = endsWith(words, known, "thing");
  const linked = known.linked.lengthAtEnd(words);
  // The address of an organisation is no person's.
  if (linked === 1 && known.ownerOf(words.at(-2) ?? "") === "organisation") return true;
  return length > 0 && length >= Math.max(linked, endsWith(words, known, "linked"));
}

/** Returns whether a row of a table with that name belongs to one person: an appointment, a postal address. */
function belongsToPerson(words: readonly string[], known: EntityWords): boolean {
  const length = endsWith(words, known, "linked");
  return length > 1 ? !describesThing(words, known) : length > 0 && !known.thing.occursIn(words);
}

/** Returns how many words at the end of a name, apart from those that say nothing there, are a phrase of a kind. */
function endsWith(
  words: readonly string[],
  known: EntityWords,
  kind: "person" | "linked" | "thing" | "possession",
): number {
  const whole = known[kind].lengthAtEnd(words) || known[kind].lengthAtEnd(writtenOut(words) ?? []);
  if (whole > 1) return whole;
  const last = words.findLastIndex((word) => !known.trailing.has(word));
  const cut = last >= 0 && last < words.length - 1 ? known[kind].lengthAtEnd(words.slice(0, last + 1)) : 0;
  // A word that says nothing may be one of another language: `address_stage`, `stage` of an intern.
  return Math.max(whole, cut);
}

/** Returns whether rows are what one person has: `user_services` with a `user_id`, but not `user_groups` without. */
function isOfPerson([first = "", ...rest]: readonly string[], columns: Entity["columns"], known: EntityWords): boolean {
  if (rest.length === 0 || !known.person.endsIn([first])) return false;
  return columns.some((column) => describesPerson(keyTarget(column), known));
}

/** Returns the tables that a table's foreign keys refer to, each once. */
export function referencedTables(table: StandardInputTable): readonly string[] {
  return [...new Set(table.columns.flatMap((column) => (column.references === null ? [] : [column.references.table])))];
}

export type TypeFamily = "integer" | "real" | "boolean" | "date" | "text" | "binary" | "unknown";

/** Returns the family of a declared column type. */
export function typeFamily(declared: string): TypeFamily {
  const type = declared.toLowerCase();
  if (/bool|^bit$|^bit\(1\)|^tinyint\(1\)/.test(type)) return "boolean";
  // The labels of an enum say nothing about its values.
  if (/^(enum|set)\(/.test(type)) return "text";
  if (/date|time/.test(type)) return "date";
  if (/int|serial/.test(type) && !/interval|point/.test(type)) return "integer";
  if (/real|floa|doub|dec|numeric|money/.test(type)) return "real";
  if (/blob|binary|bytea/.test(type)) return "binary";
  return /char|text|clob|string|uuid|json|enum/.test(type) ? "text" : "unknown";
}
