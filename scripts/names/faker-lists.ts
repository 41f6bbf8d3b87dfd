import { allLocales, type LocaleDefinition } from "@faker-js/faker";
import type { WordClass } from "../../src/components/personal_data/names/lexicon.ts";

interface LocaleList {
  readonly name: WordClass;
  readonly language: string;
  readonly entries: readonly string[];
}

/** The lists of every locale that are of use, by class. A locale such as `de_AT` has the language `de`. */
export function* localeLists(): Generator<LocaleList, void, void> {
  for (const [locale, definition] of Object.entries(allLocales)) {
    const language = locale.replace(/_.*$/, "");
    if (locale === "en_BORK") continue;
    const list = (name: WordClass, value: unknown): LocaleList => ({ name, language, entries: stringsIn(value) });
    yield list("first", definition.person?.first_name);
    yield list("last", definition.person?.last_name);
    yield* otherLists(definition, list);
  }
}

function* otherLists(
  { location, word, animal, color, commerce, food, science, vehicle, airline }: LocaleDefinition,
  list: (name: WordClass, value: unknown) => LocaleList,
): Generator<LocaleList, void, void> {
  yield list("place", stringsIn(location?.city_name).filter(isOneWord));
  yield list("place", stringsIn(location?.state).filter(isOneWord));
  yield list("place", stringsIn(location?.country).filter(isOneWord));
  for (const kind of [word, animal, color, food, commerce?.department, commerce?.product_name])
    yield list("ordinary", kind);
  yield list("ordinary", stringsIn(science?.chemical_element).filter(isOneWord));
  yield list("organisation", stringsIn(vehicle?.manufacturer).filter(isOneWord));
  yield list("organisation", stringsIn(vehicle?.model).filter(isOneWord));
  yield list("organisation", stringsIn(airline?.airline).filter(isOneWord));
}

const isOneWord = (text: string): boolean => !/\s/.test(text);

/** All texts inside a value, however deep: lists, lists by sex, and entries with weights or codes. */
export function stringsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
