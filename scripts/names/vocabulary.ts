// The words with which templates are filled: of the locales of faker, of lists/, and of Node's ICU.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { allLocales, type LocaleDefinition } from "@faker-js/faker";
import { stringsIn } from "./faker-lists.ts";
import { transliterated } from "./transliterate.ts";

export interface Vocabulary {
  readonly language: string;
  readonly first: readonly string[];
  readonly last: readonly string[];
  readonly cities: readonly string[];
  readonly countries: readonly string[];
  readonly months: readonly string[];
  readonly days: readonly string[];
  readonly titles: readonly string[];
  readonly roles: readonly string[];
  readonly kin: readonly string[];
  readonly streets: readonly string[];
  readonly nations: readonly string[];
  readonly words: readonly string[];
  readonly particles: readonly string[];
}

const lists = join(import.meta.dirname, "lists");
const shared: Readonly<Record<string, string>> = {
  hr: "slav",
  sr: "slav",
  sl: "slav",
  sk: "slav",
  ru: "cyr",
  uk: "cyr",
  mk: "cyr",
  lv: "balt",
};
const particles: Readonly<Record<string, string>> = {
  de: "von|von der|zu|vom",
  nl: "van|van der|van den|de|ter|van 't",
  fr: "de|du|de la|d'|le",
  es: "de|de la|del|de los",
  it: "di|de|della|dell'|d'",
  pt: "de|da|dos|do|das",
  en: "de|van|von|van der|al-|bin|ben|della|O'|Mc",
  da: "von|af",
  sv: "af|von",
  nb: "von",
};

/** Reads the lines of a file in lists/ by class. */
export function readLists(file: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const line of readFileSync(join(lists, `${file}.txt`), "utf8").split("\n")) {
    const [name = "", words = ""] = line.split(": ");
    if (words !== "") found.set(name, [...(found.get(name) ?? []), ...words.split(" ")]);
  }
  return found;
}

export const brands: readonly string[] = (readLists("other").get("organisation") ?? []).slice(70);
/** Names of origins for which faker has no locale in Latin script. */
const worldwide = (name: "first" | "last"): readonly string[] =>
  ["asia", "world"].flatMap((file) => capitalised(readLists(file).get(name) ?? []));
const international = { first: worldwide("first"), last: worldwide("last") };

export function capital(word: string): string {
  return word.replace(/(^|[-' ])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}

function capitalised(words: readonly string[]): readonly string[] {
  return words.map(capital);
}

function localesOf(language: string): readonly LocaleDefinition[] {
  return Object.entries(allLocales)
    .filter(([locale]) => locale.replace(/_.*$/, "") === language && locale !== "en_BORK")
    .map(([, definition]) => definition);
}

const hasFile = (file: string): boolean => readdirSync(lists).includes(`${file}.txt`);

export function vocabularyOf(language: string): Vocabulary {
  const locales = localesOf(language);
  const list = (pick: (definition: LocaleDefinition) => unknown): readonly string[] => [
    ...new Set(locales.flatMap((definition) => stringsIn(pick(definition)))),
  ];
  const file = shared[language] ?? language;
  const own = hasFile(file) ? readLists(file) : new Map<string, readonly string[]>();
  const english = readLists("en");
  const words = (name: string): readonly string[] => own.get(name) ?? english.get(name) ?? [];
  const given = list(({ person }) => person?.first_name);
  const first = orElse(
    given.filter((name) => !/\s/.test(name)),
    given,
  );
  const last = list(({ person }) => person?.last_name);
  return {
    language,
    first: language === "en" ? [...first, ...international.first] : first,
    last: language === "en" ? [...last, ...international.last] : last,
    cities: orElse(
      list(({ location }) => location?.city_name),
      readLists("other").get("place")?.map(capital) ?? [],
    ),
    countries: orElse(
      list(({ location }) => location?.country),
      ["Canada"],
    ),
    months: Array.from({ length: 12 }, (_, at) => dateWord(language, { month: "long" }, Date.UTC(2024, at, 9))),
    days: Array.from({ length: 7 }, (_, at) => dateWord(language, { weekday: "long" }, Date.UTC(2024, 0, at + 1))),
    titles: words("title"),
    roles: words("role"),
    kin: words("kin"),
    streets: words("street").slice(0, 8),
    nations: words("nation"),
    words: [...words("ordinary"), ...list(({ word }) => word)].filter((word) => word.length > 2 && !/\s/.test(word)),
    particles: particles[language]?.split("|") ?? [],
  };
}

const orElse = (list: readonly string[], other: readonly string[]): readonly string[] =>
  list.length > 5 ? list : other;

function dateWord(language: string, options: Intl.DateTimeFormatOptions, date: number): string {
  return new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" }).format(date);
}

/** The names of other languages in the same script, for texts that speak of foreigners. */
export function foreignNames(language: string, all: readonly Vocabulary[]): Pick<Vocabulary, "first" | "last"> {
  const isCyrillic = ["ru", "uk", "mk"].includes(language);
  const others = all.filter(
    (one) => one.language !== language && ["ru", "uk", "mk", "el"].includes(one.language) === isCyrillic,
  );
  const latin = isCyrillic ? [] : all.filter(({ language: one }) => one === "ru" || one === "uk");
  const names = (pick: "first" | "last"): readonly string[] => [
    ...others.flatMap((one) => one[pick].slice(0, 300)),
    ...latin.flatMap((one) => one[pick].flatMap((name) => transliterated(name).slice(0, 1)).map(capital)),
  ];
  return { first: names("first"), last: names("last") };
}
