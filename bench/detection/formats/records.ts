import { allFakers, type Faker } from "@faker-js/faker";
import { asIdentifiers, readHeaders } from "../columns/headers.ts";
import { hashOf, Random } from "../random.ts";
import { corpusLocales } from "../texts/locales.ts";
import { Values } from "../texts/values.ts";

/** A field of a made-up person: the placeholder of its values, its category, and its place in the lists of names. */
const fields = [
  { value: "first", category: "name", key: "firstName", header: 0 },
  { value: "last", category: "name", key: "lastName", header: 1 },
  { value: "birth", category: "date_of_birth", key: "birthDate", header: 4 },
  { value: "address", category: "address", key: "address", header: 9 },
  { value: "phone", category: "phone", key: "phone", header: 10 },
  { value: "email", category: "email", key: "email", header: 12 },
  { value: "iban", category: "bank_account", key: "iban", header: 16 },
  { value: "national", category: "government_id", key: "nationalId", header: 17 },
] as const;

/** The persons of one locale, with the names of the fields in its language. */
export interface PersonTable {
  readonly locale: string;
  readonly categories: readonly string[];
  /** English, in camel case. */
  readonly keys: readonly string[];
  readonly headers: readonly string[];
  /** The headers without capitals, spaces and diacritics. */
  readonly identifiers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const persons = 25;

/** Makes persons in each locale whose language has lists of names and whose country has national numbers. */
export function personTables(): readonly PersonTable[] {
  const lists = readHeaders();
  const fakers: Readonly<Record<string, Faker>> = allFakers;
  return corpusLocales.flatMap((locale) => {
    const own = lists.find(
      ({ language }) => language === (locale.language === "nb" ? "no" : locale.language.slice(0, 2)),
    );
    const faker = fakers[locale.id];
    if (own === undefined || faker === undefined) return [];
    const rows = Array.from({ length: persons }, (_, index) => {
      const seed = `record ${locale.id} ${index}`;
      faker.seed(hashOf(seed));
      const values = new Values(locale, faker, new Random(seed));
      return values.hasIdentifier ? fields.map(({ value }) => values.of(value).text) : [];
    });
    if (rows[0]?.length === 0) return [];
    const plain = asIdentifiers(own).columns;
    return {
      locale: locale.id,
      categories: fields.map(({ category }) => category),
      keys: fields.map(({ key }) => key),
      headers: fields.map(({ header }) => own.columns[header]?.name ?? ""),
      identifiers: fields.map(({ header }) => plain[header]?.name ?? ""),
      rows,
    };
  });
}
