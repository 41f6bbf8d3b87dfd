import { fusedWords } from "./fused.ts";
import { PhraseList } from "./phrase-list.ts";
import { type Phrase, phraseOf, wordsOf } from "./words.ts";

/** The lists of a ruleset that say what names of tables and of columns mean. */
interface EntityLists {
  readonly person: readonly string[];
  readonly linked: readonly string[];
  readonly thing: readonly string[];
  readonly organisation: readonly string[];
  readonly organisation_columns: readonly string[];
  readonly trailing: readonly string[];
  readonly neutral: readonly string[];
  readonly words: readonly string[];
}

/** What a column says about the rows of its table: see `tells` in the format of rulesets. */
export type Telling = "person" | "person_beside" | "contact" | "role" | "medical" | "organisation";

/** What the rules know about the meaning of names. */
export interface EntityWords {
  /** Splits a name into words, also where they are fused: `lastlogin`. */
  readonly wordsOf: (name: string) => readonly string[];
  /** All words of the rules. */
  readonly known: ReadonlySet<string>;
  readonly person: PhraseList<"person">;
  readonly linked: PhraseList<"linked">;
  readonly thing: PhraseList<"thing">;
  /** Columns that refer to a person. */
  readonly referring: PhraseList<"referring">;
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

const phrases = (list: string): readonly Phrase[] => list.split(", ").map(phraseOf);

/** What every ruleset knows about columns, so that a short one of a user finds tables of persons too. */
const alwaysTelling: NamesOfRules["telling"] = [
  {
    tells: "person",
    phrases: phrases(
      "first name, firstname, last name, lastname, surname, full name, fullname, birth date, birthdate, date of birth, dob, gender, given name, family name, vorname, nachname, geburtsdatum",
    ),
  },
  { tells: "person_beside", phrases: phrases("=name") },
  { tells: "contact", phrases: phrases("email, e mail, mail, phone, telephone, mobile, tel, telefon") },
];

/** Columns that refer to a person by name or by a key of any form. */
const referring = phrases(
  "=pupil, =student, =patient, =teacher, =guardian, =employee, =customer, =client, =member, =schuler, =schulerin, =lehrer, =lehrerin, =mitarbeiter, =kunde, pupil name, student name, patient name, teacher name",
);

interface NamesOfRules {
  /** All phrases of names, from which the words of fused names come. */
  readonly names: readonly Phrase[];
  readonly telling: readonly { readonly tells: Telling; readonly phrases: readonly Phrase[] }[];
  readonly exclude: readonly Phrase[];
}

export function entityWords(lists: EntityLists, { names, telling, exclude }: NamesOfRules): EntityWords {
  const [person, linked] = [lists.person.map(phraseOf), lists.linked.map(phraseOf)];
  const organisation = lists.organisation.map(phraseOf);
  const thing = [...lists.thing.map(phraseOf), ...organisation];
  const listed = [
    ...names,
    ...person,
    ...linked,
    ...thing,
    ...exclude,
    ...[...lists.words, ...lists.trailing, ...lists.neutral].map(phraseOf),
  ];
  const lexicon = new Set(listed.flatMap(({ words }) => words));
  const split = fusedWords(lexicon);
  const owners = new Map<string, "person" | "organisation">([
    ...organisation.flatMap(({ words }) =>
      words.length === 1 ? words.map((word) => [word, "organisation"] as const) : [],
    ),
    // A word that is a person only as the whole name of a table may be anything in a column: `kind`, `host`.
    ...person.flatMap(({ words, isWhole }) => (isWhole ? [] : [[words.at(-1) ?? "", "person"] as const])),
  ]);
  const neutral = new Set(lists.neutral.flatMap(wordsOf));
  const listOfTelling = new PhraseList<Telling>((word) => neutral.has(word));
  for (const one of [...alwaysTelling, ...telling]) listOfTelling.add(one.tells, one.phrases);
  listOfTelling.add("organisation", lists.organisation_columns.map(phraseOf));
  return {
    known: lexicon,
    wordsOf: (name) => wordsOf(name).flatMap(split),
    person: new PhraseList<"person">().add("person", person),
    linked: new PhraseList<"linked">().add("linked", linked),
    thing: new PhraseList<"thing">().add("thing", thing),
    referring: new PhraseList<"referring">().add("referring", referring),
    telling: listOfTelling,
    trailing: new Set(lists.trailing.flatMap(wordsOf)),
    isNeutral: (word) => word.length === 1 || neutral.has(word) || owners.get(word) === "person",
    ownerOf: (word) => owners.get(word),
    aside: new Set(exclude.flatMap(({ words }) => (words.length === 1 ? words : []))),
  };
}
