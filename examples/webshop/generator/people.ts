import { makeIban } from "./check-digits.ts";
import type { Locale } from "./locales.ts";
import type { Random } from "./random.ts";
import { sqlDate } from "./random.ts";

/** An invented person. Names are combined from lists, mail domains and most numbers are reserved for fiction. */
export interface Person {
  readonly given: string;
  readonly family: string;
  readonly fullName: string;
  readonly gender: "f" | "m";
  readonly email: string;
  readonly phone: string;
  readonly birth: string;
  readonly iban: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly locale: Locale;
}

const MAIL_HOSTS = [
  "mail.example.com",
  "post.example.org",
  "inbox.example.net",
  "web.example.com",
  "briefkasten.example",
];
const LETTERS: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss", ł: "l", ø: "o", å: "a" };

/** Letters and digits a mail address may hold without quoting, accents taken off. */
export function mailLocalPart(name: string): string {
  return name
    .toLowerCase()
    .replace(/[äöüßłøå]/g, (letter) => LETTERS[letter] ?? "")
    .normalize("NFD")
    .replace(/[^a-z]+/g, "");
}

function mailAddress(random: Random, given: string, family: string, host: string): string {
  const [first, last] = [mailLocalPart(given), mailLocalPart(family)];
  const local = random.pick([
    `${first}.${last}`,
    `${first[0]}.${last}`,
    `${first}${random.int(60, 99)}`,
    `${last}_${first}`,
  ]);
  return `${local}@${host}`;
}

function streetLine(random: Random, locale: Locale): string {
  const [street, house] = [random.pick(locale.streets), random.int(1, 148)];
  return locale.houseNumber === "after" ? `${street} ${house}` : `${house} ${street}`;
}

/** One person of a country; `mailHost` for people who write from a company's own domain. */
export function makePerson(random: Random, locale: Locale, mailHost?: string): Person {
  const gender = random.pick(["f", "m"] as const);
  const given = random.pick(gender === "f" ? locale.women : locale.men);
  const family = random.pick(locale.families);
  const [postalCode, city] = random.pick(locale.cities);
  return {
    given,
    family,
    fullName: `${given} ${family}`,
    gender,
    email: mailAddress(random, given, family, mailHost ?? random.pick(MAIL_HOSTS)),
    phone: locale.phone(random),
    birth: sqlDate(random.moment("1948-01-01", "2006-12-31")),
    iban: makeIban(random, locale.iban),
    street: streetLine(random, locale),
    postalCode,
    city,
    locale,
  };
}

/** Distinct people: no two share an address to write to. */
export function makePeople(count: number, make: (index: number) => Person): readonly Person[] {
  const people: Person[] = [];
  const taken = new Set<string>();
  for (let index = 0; index < count; index++) {
    const person = make(index);
    const email = taken.has(person.email) ? person.email.replace("@", `${index + 1}@`) : person.email;
    taken.add(email);
    people.push({ ...person, email });
  }
  return people;
}
