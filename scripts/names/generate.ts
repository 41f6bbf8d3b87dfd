// Generates texts with marked names of persons from the templates.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { NameMaker } from "./names.ts";
import { Random } from "./random.ts";
import { ThingMaker } from "./things.ts";
import { capital, foreignNames, type Vocabulary, vocabularyOf } from "./vocabulary.ts";

export interface GeneratedText {
  readonly language: string;
  readonly text: string;
  readonly names: readonly { readonly start: number; readonly end: number }[];
}

/** The templates of one half: the model is trained on three of four, and judged on the others. */
export type Half = "train" | "judge";

interface Language {
  readonly language: string;
  readonly vocabulary: Vocabulary;
  readonly foreign: Pick<Vocabulary, "first" | "last">;
  readonly templates: Readonly<Record<Half, readonly string[]>>;
}

const folder = join(import.meta.dirname, "templates");

export function readLanguages(): readonly Language[] {
  const codes = readdirSync(folder)
    .map((file) => file.replace(/\.txt$/, ""))
    .toSorted();
  const vocabularies = codes.map(vocabularyOf);
  return vocabularies.map((vocabulary) => {
    const lines = readFileSync(join(folder, `${vocabulary.language}.txt`), "utf8")
      .split("\n")
      .filter((line) => line !== "");
    const templates = { train: lines.filter((_, at) => at % 4 !== 2), judge: lines.filter((_, at) => at % 4 === 2) };
    return {
      language: vocabulary.language,
      vocabulary,
      foreign: foreignNames(vocabulary.language, vocabularies),
      templates,
    };
  });
}

/** Generates texts without end, the same for the same seed. English is a quarter, because templates of it are many. */
export function* generate(
  languages: readonly Language[],
  half: Half,
  seed: number,
): Generator<GeneratedText, never, void> {
  const random = new Random(seed);
  const english = languages.find(({ language }) => language === "en");
  for (;;) {
    const chosen = english !== undefined && random.chance(0.35) ? english : random.of(languages);
    yield new TextMaker(chosen, half, random).make();
  }
}

class TextMaker {
  readonly #language: Language;
  readonly #half: Half;
  readonly #random: Random;
  readonly #names: NameMaker;
  readonly #things: ThingMaker;
  #text = "";
  readonly #spans: { start: number; end: number }[] = [];

  constructor(language: Language, half: Half, random: Random) {
    this.#language = language;
    this.#half = half;
    this.#random = random;
    this.#names = new NameMaker(language.vocabulary, language.foreign, random);
    this.#things = new ThingMaker(language.vocabulary, random);
  }

  make(): GeneratedText {
    const parts = 1 + this.#random.below(4);
    for (let part = 0; part < parts; part++) {
      if (part > 0) this.#text += this.#random.of(["\n", "\n\n", " ", " "]);
      if (this.#random.chance(0.12)) this.#text += `${this.#things.sentence()}. `;
      this.#fill(this.#random.of(this.#language.templates[this.#half]));
      if (this.#random.chance(0.1)) this.#text += ` ${this.#things.sentence()}.`;
    }
    return { language: this.#language.language, text: this.#text, names: this.#spans };
  }

  #fill(template: string): void {
    const isOfNobody = template.startsWith("- ");
    const plain = template.replace(/^- /, "").replaceAll("\\n", "\n");
    let at = 0;
    for (const match of plain.matchAll(/\{([A-Za-z#]+)\}/g)) {
      this.#text += plain.slice(at, match.index);
      this.#slot(match[1] ?? "", isOfNobody);
      at = match.index + match[0].length;
    }
    this.#text += plain.slice(at);
  }

  /** Names in a template that starts with a hyphen are those of things that are called after persons. */
  #slot(slot: string, isOfNobody: boolean): void {
    if (slot === "T" || slot === "TN") this.#text += this.#names.title();
    const name = this.#name(slot);
    if (name === undefined) {
      this.#text += this.#thing(slot);
      return;
    }
    const start = this.#text.length;
    this.#text += name;
    if (!isOfNobody) this.#spans.push({ start, end: this.#text.length });
  }

  #name(slot: string): string | undefined {
    const names = this.#names;
    switch (slot) {
      case "N":
      case "TN":
        return names.full();
      case "F":
        return names.first();
      case "L":
        return names.last();
      case "LL":
      case "T":
        return names.families();
      case "INI":
        return names.initials();
      case "UP":
        return names.upper();
      case "S":
        return names.reversed(true);
      case "R":
        return names.reversed(false);
      default:
        return undefined;
    }
  }

  #thing(slot: string): string {
    const random = this.#random;
    const { vocabulary } = this.#language;
    const things = this.#things;
    const makers: Readonly<Record<string, () => string>> = {
      C: () => things.city(),
      COUNTRY: () => random.of(vocabulary.countries),
      O: () => things.organisation(),
      P: () => things.product(),
      X: () => things.coinage(),
      W: () => things.noun(),
      w: () => things.word(),
      HEAD: () => capital(things.word()),
      Q: () => things.sentence(),
      M: () => random.of(vocabulary.months),
      DAY: () => random.of(vocabulary.days),
      D: () => things.date(),
      A: () => things.address(),
      STREET: () => things.street(),
      J: () => (random.chance(0.4) ? capital(random.of(vocabulary.roles)) : random.of(vocabulary.roles)),
      KIN: () => random.of(vocabulary.kin),
      NAT: () => capital(random.of(vocabulary.nations)),
      E: () => `${things.word()}${random.below(99)}@${things.word()}.org`,
      u: () => things.word(),
      H: () => `+${10 + random.below(80)} ${random.below(900)} ${random.below(900000)}`,
      "#": () => String(1 + random.below(120)),
    };
    const maker = makers[slot];
    if (maker === undefined) throw new Error(`no slot ${slot}`);
    return maker();
  }
}
