import type { Faker } from "@faker-js/faker";
import { isValidIBAN } from "ibantools";
import { validIdentifier } from "../identifiers/generate.ts";
import { type IdentifierKind, identifierKinds } from "../identifiers/kinds.ts";
import type { Random } from "../random.ts";
import type { CorpusLocale } from "./locales.ts";
import { phoneNumber } from "./phones.ts";

/** The labels of the corpus. What is not one of them is no personal data that `personal_data` claims to find in texts. */
export const labelTypes = [
  ...["person", "address", "phone", "email", "iban", "card", "ip", "ssn", "birth_date", "national_id"],
  ...["url", "credential"],
] as const;

/** A value for a placeholder, with its label unless it is only text around personal data. */
export interface PlacedValue {
  readonly text: string;
  readonly label?: (typeof labelTypes)[number];
}

const two = (value: number): string => String(value).padStart(2, "0");

/** Makes the values of one text. The same placeholder gives the same value again. */
export class Values {
  readonly #locale: CorpusLocale;
  readonly #faker: Faker;
  readonly #random: Random;
  readonly #made = new Map<string, PlacedValue>();
  readonly #kind: IdentifierKind | undefined;

  constructor(locale: CorpusLocale, faker: Faker, random: Random) {
    this.#locale = locale;
    this.#faker = faker;
    this.#random = random;
    const kinds = identifierKinds.filter(({ country }) => country === locale.country);
    this.#kind = kinds.length === 0 ? undefined : random.pick(kinds);
  }

  /** Whether the country has numbers that can be generated. */
  get hasIdentifier(): boolean {
    return this.#kind !== undefined;
  }

  /** `key` is a placeholder without braces: a name, then a number for another one of the same kind. */
  of(key: string): PlacedValue {
    const held = this.#made.get(key);
    if (held !== undefined) return held;
    const [, name = "", number = "", form = ""] = /^([a-z_]+)(\d?)(?::([a-z]+))?$/.exec(key) ?? [];
    const made = this.#person(name, number) ?? this.#data(name, number, form) ?? this.#around(name);
    if (made === undefined) throw new Error(`no value is called {${key}}`);
    this.#made.set(key, made);
    return made;
  }

  #person(name: string, number: string): PlacedValue | undefined {
    const part = (which: string): string => this.of(`${which}${number}`).text;
    const label = "person";
    switch (name) {
      case "first":
        return { text: this.#faker.person.firstName(), label };
      case "last":
        return { text: this.#faker.person.lastName(), label };
      case "full": {
        const [first, last] = [part("first"), part("last")];
        return { text: this.#locale.familyFirst === true ? `${last} ${first}` : `${first} ${last}`, label };
      }
      case "sortname":
        return { text: `${part("last")}, ${part("first")}`, label };
      case "initials":
        return { text: `${part("first").charAt(0)}. ${part("last")}`, label };
      default:
        return undefined;
    }
  }

  #data(name: string, number: string, form: string): PlacedValue | undefined {
    const [faker, random, { country }] = [this.#faker, this.#random, this.#locale];
    switch (name) {
      case "address":
        return { text: form === "town" ? this.#streetAndTown() : this.#address(form === "lines"), label: "address" };
      case "street":
        return { text: faker.location.streetAddress(), label: "address" };
      case "phone":
        return { text: phoneNumber(country, faker, random), label: "phone" };
      case "email":
        return { text: this.#email(number), label: "email" };
      case "iban":
        return { text: this.#iban(), label: "iban" };
      case "card":
        return { text: cardNumber(faker, random), label: "card" };
      case "ip":
        return { text: publicAddress(random), label: "ip" };
      case "ssn":
        return {
          text: `${random.integer(101, 665)}-${two(random.integer(1, 99))}-${random.integer(1000, 9999)}`,
          label: "ssn",
        };
      case "birth":
        return { text: this.#date(this.#between(1940, 2006), form === "long"), label: "birth_date" };
      case "national":
        return { text: this.#kind === undefined ? "" : validIdentifier(this.#kind, random), label: "national_id" };
      case "url":
        return { text: this.#url(number), label: "url" };
      case "password":
        return { text: random.characters(random.integer(9, 14), passwordCharacters), label: "credential" };
      case "token":
        return { text: random.pick(tokens)(random), label: "credential" };
      default:
        return undefined;
    }
  }

  #around(name: string): PlacedValue | undefined {
    const [faker, random] = [this.#faker, this.#random];
    const day = (): Date => this.#between(2019, 2026);
    const texts: Readonly<Record<string, () => string>> = {
      amount: () =>
        `${random.integer(3, 4000)}${random.pick([".", ","])}${two(random.integer(0, 99))} ${random.pick(["€", "EUR"])}`,
      city: () => faker.location.city(),
      company: () => faker.company.name(),
      date: () => this.#date(day(), random.chance(0.2)),
      digits: () => random.characters(random.integer(5, 12)),
      hash: () => random.characters(40, "0123456789abcdef"),
      id_word: () => (this.#kind === undefined ? "" : random.pick(this.#kind.words)),
      month: () => day().toLocaleString(this.#locale.language, { month: "long", timeZone: "UTC" }),
      order: () => `${random.pick(["", "#", "A-", "2024-", "RE"])}${random.characters(random.integer(5, 9))}`,
      product: () => faker.commerce.productName(),
      stamp: () => day().toISOString(),
      time: () => `${two(random.integer(7, 20))}:${two(random.integer(0, 59))}`,
      uuid: () => [8, 4, 4, 4, 12].map((length) => random.characters(length, "0123456789abcdef")).join("-"),
      version: () => Array.from({ length: random.integer(2, 4) }, () => random.integer(0, 30)).join("."),
    };
    const text = texts[name]?.();
    return text === undefined ? undefined : { text };
  }

  #between(first: number, last: number): Date {
    const random = this.#random;
    return new Date(
      Date.UTC(random.integer(first, last), random.integer(0, 11), random.integer(1, 28), random.integer(0, 23)),
    );
  }

  #date(day: Date, isLong: boolean): string {
    const { dates, language } = this.#locale;
    if (isLong) return day.toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" });
    const form = this.#random.chance(0.7) ? (dates[0] ?? "") : this.#random.pick(dates);
    const [year, month, date] = [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()];
    return form
      .replace("yyyy", String(year))
      .replace(/m+/, (match) => (match.length > 1 ? two(month) : String(month)))
      .replace(/d+/, (match) => (match.length > 1 ? two(date) : String(date)));
  }

  #address(isInLines: boolean): string {
    const [faker, { city, cityFirst }] = [this.#faker, this.#locale];
    const street = faker.location.streetAddress();
    const rest = city.replaceAll(/[zcs]/g, (part) =>
      part === "z"
        ? faker.location.zipCode()
        : part === "c"
          ? faker.location.city()
          : faker.location.state({ abbreviated: true }),
    );
    const lines = cityFirst === true ? [rest, street] : [street, rest];
    return lines.join(isInLines ? "\n" : ", ");
  }

  /** As the news writes it: `of 12 High Street, Oxford`. */
  #streetAndTown(): string {
    const { location } = this.#faker;
    return `${location.streetAddress()}, ${location.city()}`;
  }

  #email(number: string): string {
    const [firstName, lastName] = [this.of(`first${number}`).text, this.of(`last${number}`).text];
    return this.#faker.internet.email({ firstName, lastName });
  }

  #iban(): string {
    const { country } = this.#locale;
    const countryCode = withIban.has(country) ? country : this.#random.pick(["DE", "FR", "NL"]);
    const formatted = this.#random.chance(0.5);
    // Faker knows only the check digits of the IBAN itself, not those of the account numbers of some countries.
    for (;;) {
      const iban = this.#faker.finance.iban({ formatted, countryCode });
      if (isValidIBAN(iban.replaceAll(" ", ""))) return iban;
    }
  }

  #url(number: string): string {
    const name = this.#faker.internet.username({
      firstName: this.of(`first${number}`).text,
      lastName: this.of(`last${number}`).text,
    });
    return this.#random.pick([
      `https://www.linkedin.com/in/${name.toLowerCase()}`,
      `https://github.com/${name}`,
      `https://shop.example.net/unsubscribe?email=${encodeURIComponent(this.of(`email${number}`).text)}`,
    ]);
  }
}

const withIban = new Set("AT BE BR CH CZ DE DK ES FI FR GB GR HR HU IE IT LV NL NO PL PT RO SE SI SK TR".split(" "));
const alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const passwordCharacters = `${alphanumeric}!$%&=?#+-_`;
const tokens: readonly ((random: Random) => string)[] = [
  (random) => `ghp_${random.characters(36, alphanumeric)}`,
  (random) => `AKIA${random.characters(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")}`,
  (random) => `sk_live_${random.characters(24, alphanumeric)}`,
];

function cardNumber(faker: Faker, random: Random): string {
  const issuer = random.pick(["visa", "mastercard", "american_express", "discover"]);
  const digits = faker.finance.creditCardNumber(issuer).replaceAll(/\D/g, "");
  const groups = digits.length === 16 ? /\d{4}(?=\d)/g : digits.length === 15 ? /^\d{4}|(?<=^\d{4})\d{6}/g : /$^/g;
  return random.pick([digits, digits.replaceAll(groups, "$& "), digits.replaceAll(groups, "$&-")]);
}

function publicAddress(random: Random): string {
  const first = random.pick([5, 23, 46, 62, 77, 80, 91, 109, 138, 151, 178, 185, 194, 212, 217]);
  return [first, random.integer(0, 255), random.integer(0, 255), random.integer(1, 254)].join(".");
}
