import { fusedWords } from "./fused.ts";
import { PhraseList } from "./phrase-list.ts";
import { truncatedWords, type WordCompleter } from "./truncated.ts";
import { foldPhrase, wordsOf } from "./words.ts";

/** What a ruleset says about names of tables and of columns. All phrases are folded. */
interface NamesOfRules {
  readonly entities: {
    readonly person: readonly string[];
    readonly linked: readonly string[];
    readonly thing: readonly string[];
    readonly possession: readonly string[];
    readonly organisation: readonly string[];
    readonly organisation_columns: readonly string[];
    readonly trailing: readonly string[];
    readonly neutral: readonly string[];
  };
  /** All words of phrases, of which fused names consist. */
  readonly lexicon: readonly string[];
  readonly telling: readonly { readonly tells: Telling; readonly phrases: readonly string[] }[];
  /** Words that say that a column is not the data itself. */
  readonly exclude: readonly string[];
}

/** What a column says about the rows of its table: see `tells` in the format of rulesets. */
export type Telling = "person" | "person_beside" | "contact" | "role" | "medical" | "organisation";

/** What the rules know about the meaning of names. */
export interface EntityWords {
  /** Splits a name into words, also where they are fused: `lastlogin`. */
  readonly wordsOf: (name: string) => readonly string[];
  /** All words of the rules. */
  readonly known: ReadonlySet<string>;
  /** Completes a word whose end is cut off. */
  readonly complete: WordCompleter;
  readonly person: PhraseList<"person">;
  readonly linked: PhraseList<"linked">;
  readonly thing: PhraseList<"thing">;
  readonly possession: PhraseList<"possession">;
  /** Columns that refer to a person. */
  readonly referring: PhraseList<"referring">;
  /** Columns that name whom to ask at a company. */
  readonly contacts: PhraseList<"contacts">;
  /** Columns that name a company. */
  readonly companies: PhraseList<"companies">;
  /** Columns that only a program has. */
  readonly ofPrograms: PhraseList<"ofPrograms">;
  /** Columns that tell what their table's rows are. */
  readonly telling: PhraseList<Telling>;
  /** Words that say nothing at the end of a table's name: `customer_data`. */
  readonly trailing: ReadonlySet<string>;
  /** Words that change nothing beside a name that must be whole. */
  readonly isNeutral: (word: string) => boolean;
  /** Single words that say whose data a column holds: `customer_phone`, `supplier_phone`. */
  readonly ownerOf: (word: string) => "person" | "organisation" | undefined;
  /** Words beside a name that say the column tells something about the data: `email_verified`. */
  readonly aside: ReadonlySet<string>;
}

const phrases = (list: string): readonly string[] => list.split(", ").map(foldPhrase);

/** What every ruleset knows about columns, so that a short one of a user finds tables of persons too. */
const alwaysTelling: NamesOfRules["telling"] = [
  {
    tells: "person",
    phrases: phrases(
      "first name, firstname, last name, lastname, surname, full name, fullname, birth date, birthdate, date of birth, dob, gender, given name, family name, vorname, nachname, geburtsdatum",
    ),
  },
  { tells: "person_beside", phrases: phrases("=name, =npi, =upin") },
  { tells: "contact", phrases: phrases("email, e mail, mail, phone, telephone, mobile, tel, telefon") },
];

/** Columns that refer to a person by name or by a key of any form. */
const referring = phrases(
  "=pupil, =student, =patient, =teacher, =guardian, =employee, =customer, =client, =member, =schuler, =schulerin, =lehrer, =lehrerin, =mitarbeiter, =kunde, pupil name, student name, patient name, teacher name, =uid, useridfrom, useridto, =userid from, =userid to, =from user, =to user, =sender id, invited by, suggested by, reported by, requested by, submitted by, booked by, ordered by, donated by, uploaded by, liked by, followed by",
);

const contacts = phrases(
  "=contact name, =contact person, =contact first name, =contact last name, =contact email, =contact phone",
);

/** Columns that name a company. */
const companies = phrases(
  "=company, =company name, =companyname, =business name, =firm, =firm name, =firma, =bedrijfsnaam",
);

/** Columns that only a program has that is a client of a server. */
const ofPrograms = phrases(
  "=redirect uri, =redirect url, =redirect uris, =base url, =client secret, =grant type, =grant types, =public client, =scopes",
);

export function entityWords({ entities, lexicon, telling, exclude }: NamesOfRules): EntityWords {
  const { person, linked, organisation } = entities;
  const known = new Set(lexicon);
  const split = fusedWords(known);
  const owners = new Map<string, "person" | "organisation">([
    ...organisation.flatMap((phrase) => (/[ =]/.test(phrase) ? [] : [[phrase, "organisation"] as const])),
    // A word that is a person only as the whole name of a table may be anything in a column: `kind`, `host`.
    ...person.flatMap((phrase) => (phrase.startsWith("=") ? [] : [[lastWord(phrase), "person"] as const])),
  ]);
  const neutral = new Set(entities.neutral.flatMap((phrase) => phrase.split(" ")));
  const listOfTelling = new PhraseList<Telling>((word) => neutral.has(word));
  for (const one of [...alwaysTelling, ...telling]) listOfTelling.add(one.tells, one.phrases);
  listOfTelling.add("organisation", entities.organisation_columns);
  return {
    known,
    complete: truncatedWords(known),
    wordsOf: (name) => wordsOf(name).flatMap(split),
    person: new PhraseList<"person">().add("person", person),
    linked: new PhraseList<"linked">().add("linked", linked),
    thing: new PhraseList<"thing">().add("thing", entities.thing).add("thing", organisation),
    possession: new PhraseList<"possession">().add("possession", entities.possession),
    referring: new PhraseList<"referring">().add("referring", referring),
    contacts: new PhraseList<"contacts">().add("contacts", contacts),
    companies: new PhraseList<"companies">().add("companies", companies),
    ofPrograms: new PhraseList<"ofPrograms">().add("ofPrograms", ofPrograms),
    telling: listOfTelling,
    trailing: new Set(entities.trailing),
    isNeutral: (word) => word.length === 1 || neutral.has(word) || owners.get(word) === "person",
    ownerOf: (word) => owners.get(word),
    aside: new Set(exclude.filter((phrase) => !phrase.includes(" "))),
  };
}

const lastWord = (phrase: string): string => phrase.slice(phrase.lastIndexOf(" ") + 1);
