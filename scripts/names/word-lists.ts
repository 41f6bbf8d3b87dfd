// Writes the word lists of the recogniser of names: src/components/personal_data/names/data/words.txt.
// Run: node scripts/names/word-lists.ts. Sources: the locales of @faker-js/faker (MIT), the names of countries, languages,
// months and days of Node's ICU (Unicode licence), and the lists of this project in lists/.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type WordClass, wordFlag } from "../../src/components/personal_data/names/lexicon.ts";
import { localeLists } from "./faker-lists.ts";
import { transliterated } from "./transliterate.ts";

/** By class: the words in lower case, each with its languages. */
type Words = ReadonlyMap<WordClass, Map<string, Set<string>>>;

const classes = Object.keys(wordFlag) as readonly WordClass[];
const languagesOfIcu = "en de fr es it nl pt pl cs sk hu ro bg el sv nb da fi et lv lt sl hr tr ru uk is ga".split(" ");
const output = join(import.meta.dirname, "../../src/components/personal_data/names/data/words.txt");

export function wordLists(): string {
  const words: Words = new Map(classes.map((name) => [name, new Map<string, Set<string>>()]));
  for (const { name, language, entries } of localeLists()) {
    for (const entry of entries) add(words, name, { entry, language });
  }
  for (const language of languagesOfIcu) addIcu(words, language);
  for (const file of readdirSync(join(import.meta.dirname, "lists")).toSorted()) addFile(words, file);
  return header + classes.flatMap((name) => linesOf(name, words.get(name) ?? new Map())).join("");
}

const header = `# Written by scripts/names/word-lists.ts, which names the sources. A line: class, languages of names, words.\n`;

function add(words: Words, name: WordClass, { entry, language }: { entry: string; language: string }): void {
  for (const spelled of isNameClass(name) ? [entry, ...transliterated(entry)] : [entry]) {
    for (const part of spelled
      .toLowerCase()
      .replaceAll("’", "'")
      .split(/[\s/().,]+/)) {
      if (
        !/^[\p{L}\p{M}'-]+$/u.test(part) ||
        !/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u.test(part)
      )
        continue;
      if (part.length < 2 && !(name !== "ordinary" && !isNameClass(name))) continue;
      const known = words.get(name);
      if (known === undefined) continue;
      known.set(part, (known.get(part) ?? new Set()).add(language));
    }
  }
}

const isNameClass = (name: WordClass): boolean => name === "first" || name === "last";

function addIcu(words: Words, language: string): void {
  const regions = new Intl.DisplayNames(language, { type: "region" });
  const tongues = new Intl.DisplayNames(language, { type: "language" });
  for (const code of codes("AA", "ZZ")) {
    const entry = regions.of(code) ?? code;
    // Words such as "and" and "islands" are parts of the names of several countries.
    if (entry !== code && !entry.includes(" ")) add(words, "place", { entry, language });
  }
  for (const code of "en de fr es it nl pt pl cs sk hu ro bg el sv nb da fi et lv lt sl hr tr ru uk ar zh ja ko hi".split(
    " ",
  ))
    add(words, "nation", { entry: tongues.of(code) ?? "", language });
  for (const style of ["long", "short"] as const) {
    const month = new Intl.DateTimeFormat(language, { month: style, timeZone: "UTC" });
    const day = new Intl.DateTimeFormat(language, { weekday: style, timeZone: "UTC" });
    for (let at = 0; at < 12; at++) add(words, "time", { entry: month.format(Date.UTC(2024, at, 10 + at)), language });
    for (let at = 0; at < 7; at++) add(words, "time", { entry: day.format(Date.UTC(2024, 0, 1 + at)), language });
  }
}

function* codes(from: string, to: string): Generator<string, void, void> {
  for (let a = from.charCodeAt(0); a <= to.charCodeAt(0); a++)
    for (let b = from.charCodeAt(1); b <= to.charCodeAt(1); b++) yield String.fromCharCode(a, b);
}

/** A file such as lists/en.txt, with lines such as `title: mr mrs`. */
function addFile(words: Words, file: string): void {
  const language = file.replace(/\.txt$/, "");
  for (const line of readFileSync(join(import.meta.dirname, "lists", file), "utf8").split("\n")) {
    const [name = "", list = ""] = line.split(": ");
    if (Object.hasOwn(wordFlag, name)) add(words, name as WordClass, { entry: list, language });
    else if (line !== "") throw new Error(`${file}: no class of words: ${name}`);
  }
}

/** The words of one class, grouped by their languages, which only names need. */
function linesOf(name: WordClass, words: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const groups = Map.groupBy(
    [...words].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ([, languages]) => (isNameClass(name) ? [...languages].toSorted().join(",") : ""),
  );
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([languages, group]) => `${name} ${languages}: ${group.map(([word]) => word).join(" ")}\n`);
}

if (import.meta.main) writeFileSync(output, wordLists());
