import type { StandardInputTable } from "../../plugin/index.ts";
import { matchPhrases, type Phrase, phraseOf, wordsOf } from "./words.ts";

/** How a table or record relates to a person: its rows are persons, its rows refer to a person, or neither is known. */
type PersonLink = "self" | "linked" | "unknown";

/** Words that distinguish tables of persons from tables of things. */
export interface EntityWords {
  readonly person: readonly Phrase[];
  readonly thing: readonly Phrase[];
}

export function entityWords(words: {
  readonly person: readonly string[];
  readonly thing: readonly string[];
}): EntityWords {
  return { person: words.person.map(phraseOf), thing: words.thing.map(phraseOf) };
}

/** The facts about the table, file or record that contains a column. */
export interface Entity {
  readonly name: string;
  readonly words: readonly string[];
  readonly person: PersonLink;
  /** Whether it describes something that is not a person: a product, a shop, a company. */
  readonly isThing: boolean;
  /** The words of each column's name. */
  readonly columns: readonly (readonly string[])[];
}

const phrases = (list: string): readonly Phrase[] => list.split(", ").map(phraseOf);

/** Columns that name a person, or that describe only persons. */
const naming = phrases(
  "first name, firstname, last name, lastname, surname, full name, fullname, =display name, birth date, birthdate, date of birth, dob, gender, vorname, nachname, geburtsdatum, prenom, apellido, cognome, given name, family name, voornaam, achternaam, geboortedatum, fornavn, efternavn, etternavn, fornamn, efternamn, etunimi, sukunimi, eesnimi, perekonnanimi, imie, nazwisko, jmeno, prijmeni, priezvisko, priimek, prezime, vezeteknev, keresztnev, vardas, pavarde, uzvards, prenume, sobrenome, apelido, fecha de nacimiento, date de naissance, data di nascita, имя, фамилия, ονομα, επωνυμο, 姓名, 氏名, 性别, 이름, 성명, 生年月日, 出生日期, 생년월일",
);
/** Columns that name a person only together with contact details. */
const weaklyNaming = phrases("=name, =nom, =nombre, =nome, =naam, =navn, =namn, =nimi, =nev, =ime, =meno, =име, =名字");
/** Columns that always refer to a person, regardless of the table. */
const ofPerson = phrases(
  "=pupil, =student, =patient, =teacher, =guardian, =employee, =schuler, =schulerin, =lehrer, =lehrerin, =mitarbeiter, pupil name, student name, patient name, teacher name",
);
const reaching = phrases(
  "email, e mail, email address, mail address, mail, courriel, correo, e post, epost, phone, phone number, telephone, mobile, mobile number, tel, telefon, telefonnummer, telefono, telefone, handy, cell phone, 电话, 電話, 手机, 手機, 邮箱, メール, 전화, 이메일",
);

interface EntityFacts {
  readonly name: string;
  readonly columns: readonly string[];
  /** Names of the tables that the foreign keys refer to. */
  readonly references?: readonly string[];
}

/** Reads a table's name, columns and foreign keys. The last word of the name determines what a row describes. */
export function readEntity(facts: EntityFacts, known: EntityWords): Entity {
  const words = wordsOf(facts.name);
  const columns = facts.columns.map(wordsOf);
  const isThing = matchPhrases(words, known.thing)?.isAtEnd === true;
  return { name: facts.name, words, columns, isThing, person: personLink({ words, columns, isThing, facts }, known) };
}

function personLink(
  { words, columns, isThing, facts }: Pick<Entity, "words" | "columns" | "isThing"> & { readonly facts: EntityFacts },
  known: EntityWords,
): PersonLink {
  if (describesPerson(words, known)) return "self";
  const having = (wanted: readonly Phrase[]) =>
    columns.filter((column) => matchPhrases(column, wanted)?.isAtEnd).length;
  const [names, weakNames, contacts] = [having(naming), having(weaklyNaming), having(reaching)];
  if (!isThing && (names >= 2 || (names + weakNames >= 1 && contacts >= 1))) return "self";
  if ((facts.references ?? []).some((name) => describesPerson(wordsOf(name), known))) return "linked";
  const refersToPerson = columns.some(
    (column) => column.at(-1) === "id" && describesPerson(column.slice(0, -1), known),
  );
  const namesPerson = columns.some((column) => matchPhrases(column, ofPerson) !== undefined);
  return refersToPerson || namesPerson || (!isThing && names + contacts > 0) ? "linked" : "unknown";
}

/** Returns whether a row of a table with that name is a person. */
export function describesPerson(words: readonly string[], known: EntityWords): boolean {
  return matchPhrases(words, known.person)?.isAtEnd === true && matchPhrases(words, known.thing)?.isAtEnd !== true;
}

/** Returns the tables that a table's foreign keys refer to, each once. */
export function referencedTables(table: StandardInputTable): readonly string[] {
  return [...new Set(table.columns.flatMap((column) => (column.references === null ? [] : [column.references.table])))];
}

export type TypeFamily = "integer" | "real" | "boolean" | "date" | "text" | "binary" | "unknown";

/** Returns the family of a declared column type. */
export function typeFamily(declared: string): TypeFamily {
  const type = declared.toLowerCase();
  if (/bool|^bit$|^tinyint\(1\)/.test(type)) return "boolean";
  // The labels of an enum say nothing about its values.
  if (/^(enum|set)\(/.test(type)) return "text";
  if (/date|time/.test(type)) return "date";
  if (/int|serial/.test(type) && !/interval|point/.test(type)) return "integer";
  if (/real|floa|doub|dec|numeric|money/.test(type)) return "real";
  if (/blob|binary|bytea/.test(type)) return "binary";
  return /char|text|clob|string|uuid|json|enum/.test(type) ? "text" : "unknown";
}
