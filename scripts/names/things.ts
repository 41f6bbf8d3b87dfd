import type { Random } from "./random.ts";
import { brands, capital, type Vocabulary } from "./vocabulary.ts";

const syllables =
  "ac al an ar bel bi ca cor da del don el en fi fo ga gen ho in jo ka la lo lu ma mi mo na ne no ol or pa pi ra re ri ro sa si so ta te ti to tri u va ve vi xi yo za zen zi".split(
    " ",
  );
const legal = [
  "GmbH",
  "AG",
  "Inc.",
  "Ltd",
  "LLC",
  "S.A.",
  "S.r.l.",
  "B.V.",
  "AB",
  "Oy",
  "Sp. z o.o.",
  "s.r.o.",
  "Group",
  "& Co. KG",
  "Corp.",
  "plc",
];

/** The word for `and` in names of companies, by language. */
const ands: Readonly<Record<string, string>> = {
  ...{ de: "und", fr: "et", es: "y", it: "e", nl: "en", pl: "i", pt: "e", sv: "och", da: "og", nb: "og", fi: "ja" },
  ...{
    cs: "a",
    sk: "a",
    ro: "și",
    hu: "és",
    hr: "i",
    sl: "in",
    sr: "i",
    tr: "ve",
    ru: "и",
    uk: "і",
    el: "και",
    lv: "un",
  },
};
/** What follows the last name of the founder of a company, by language. */
const heirs: Readonly<Record<string, readonly string[]>> = {
  en: ["& Sons", "and Sons", "Group", "Brothers", "& Co.", "and Partners"],
  de: ["und Söhne", "& Söhne", "und Partner", "Gruppe", "& Co."],
  fr: ["et Fils", "& Fils", "et Associés", "SARL", "SCOP", "GIE"],
  es: ["e Hijos", "Hermanos", "y Asociados", "y Cía"],
  it: ["e Figli", "& Figli", "Fratelli", "e Associati", "Group"],
  nl: ["en Zonen", "& Zonen", "en Partners", "Groep"],
  pl: ["i Synowie", "i Wspólnicy"],
  pt: ["e Filhos", "e Associados", "Irmãos"],
  sv: ["& Söner", "och Söner", "Gruppen"],
  da: ["& Sønner", "og Sønner", "Gruppen"],
  nb: ["& Sønner", "og Sønner", "Gruppen"],
};

/** Words before a name of a place, and behind it with a hyphen in front. */
const partsOfPlaces: Readonly<Record<string, readonly string[]>> = {
  en: [
    "North",
    "South",
    "East",
    "West",
    "New",
    "Old",
    "Upper",
    "Lower",
    "Port",
    "Lake",
    "Fort",
    "Mount",
    "Great",
    "Little",
    "- Bay",
    "- Hill",
    "-ville",
    "-ton",
  ],
  de: [
    "Bad",
    "Groß",
    "Klein",
    "Sankt",
    "Alt",
    "Neu",
    "Ober",
    "Nieder",
    "- am See",
    "- an der Pram",
    "-dorf",
    "-stadt",
    "-berg",
  ],
  fr: ["Saint", "Sainte", "Port", "Mont", "Villeneuve", "-ville", "- sur Mer", "- les Bains"],
  es: ["San", "Santa", "Villa", "Puerto", "Los", "- de la Sierra", "- de los Santos"],
  it: [
    "San",
    "Santa",
    "Borgo",
    "Quarto",
    "Castel",
    "Monte",
    "Villa",
    "- lido",
    "- a mare",
    "- terme",
    "- laziale",
    "- salentino",
  ],
  pt: ["São", "Santa", "Vila", "Porto", "- do Norte", "- de Cima", "Paços de"],
  nl: ["Sint", "Nieuw", "Oud", "-dijk", "-dam", "- aan Zee"],
  pl: ["Nowy", "Stary", "Święty", "- Górny", "- Dolny"],
};

/** Makes what has a capital letter and is no name of a person. */
export class ThingMaker {
  readonly #words: Vocabulary;
  readonly #random: Random;

  constructor(words: Vocabulary, random: Random) {
    this.#words = words;
    this.#random = random;
  }

  /** A brand or a coinage: Xivaro, CoreData, RTX, Nokia. */
  coinage(): string {
    const random = this.#random;
    const kind = random.next();
    if (kind < 0.3) return capital(random.of(brands));
    if (kind < 0.42)
      return Array.from({ length: 2 + random.below(3) }, () => random.of([..."ABCDEFGHIKLMNOPRSTUVXZ"])).join("");
    if (kind < 0.55) return capital(this.word()) + capital(this.word());
    if (kind < 0.7) return capital(this.word());
    return capital(Array.from({ length: 2 + random.below(2) }, () => random.of(syllables)).join(""));
  }

  word(): string {
    return this.#random.of(this.#words.words);
  }

  noun(): string {
    const word = this.word();
    return this.#words.language === "de" || this.#random.chance(0.1) ? capital(word) : word;
  }

  /** A company, often called after persons. */
  organisation(): string {
    const random = this.#random;
    const last = () => this.#family();
    const kind = random.next();
    if (kind < 0.14) return `${last()} ${random.of(legal)}`;
    if (kind < 0.2) return `${last()} & ${last()}`;
    if (kind < 0.3) return `${last()}, ${last()} ${this.#and()} ${last()}`;
    if (kind < 0.4) return `${last()} ${this.#and()} ${last()}`;
    if (kind < 0.48) return `${last()}${random.of(["-", " - "])}${last()}`;
    if (kind < 0.53) return `${last()} ${random.of(heirs[this.#words.language] ?? ["& Sons", "Group"])}`;
    if (kind < 0.7) return `${this.coinage()} ${random.of(legal)}`;
    if (kind < 0.85) return this.coinage();
    return `${this.coinage()} ${this.coinage()}`;
  }

  readonly #and = (): string => ands[this.#words.language] ?? "and";

  /** The last name of a founder; in Spanish two of them. */
  #family(): string {
    const last = this.#random.of(this.#words.last);
    return this.#words.language === "es" && this.#random.chance(0.5)
      ? `${last} ${this.#random.of(this.#words.last)}`
      : last;
  }

  /** A city, now and then called after a person or with a word of direction: North Kelly, San Pietro, Bad Orb. */
  city(): string {
    const random = this.#random;
    const parts = partsOfPlaces[this.#words.language] ?? partsOfPlaces["en"];
    if (parts === undefined || !random.chance(0.25)) return random.of(this.#words.cities);
    const called = random.of(random.chance(0.5) ? this.#words.first : this.#words.last);
    const part = random.of(parts);
    return part.startsWith("-") ? `${called}${part.slice(1)}` : `${part} ${called}`;
  }

  product(): string {
    const random = this.#random;
    const kind = random.next();
    if (kind < 0.4) return `${this.coinage()} ${capital(this.word())} ${random.below(900)}`;
    if (kind < 0.7) return `${capital(this.word())} ${capital(this.word())}`;
    return `${this.coinage()} ${this.coinage()}`;
  }

  /** A street, often called after a person. */
  street(): string {
    const random = this.#random;
    const kind = random.of(this.#words.streets);
    const after = random.chance(0.3)
      ? `${random.of(this.#words.first)} ${random.of(this.#words.last)}`
      : random.of(this.#words.last);
    switch (this.#words.language) {
      case "en":
        return `${random.chance(0.5) ? after : capital(this.word())} ${capital(kind)}`;
      case "de":
      case "nl":
      case "sv":
      case "da":
      case "nb":
      case "fi":
        return random.chance(0.5)
          ? `${random.of(this.#words.last)}${kind}`
          : `${after.replaceAll(" ", "-")}-${capital(kind)}`;
      default:
        return `${random.chance(0.5) ? capital(kind) : kind} ${after}`;
    }
  }

  address(): string {
    const number = 1 + this.#random.below(220);
    return this.#random.chance(0.3) ? `${number} ${this.street()}` : `${this.street()} ${number}`;
  }

  date(): string {
    const random = this.#random;
    const [day, month, year] = [1 + random.below(28), 1 + random.below(12), 1930 + random.below(95)];
    const two = (value: number) => String(value).padStart(2, "0");
    const name = this.#words.months[month - 1] ?? "";
    return random.of([
      `${day}.${month}.${year}`,
      `${two(day)}/${two(month)}/${year}`,
      `${year}-${two(month)}-${two(day)}`,
      `${day} ${name} ${year}`,
      `${day}. ${name} ${year}`,
    ]);
  }

  sentence(): string {
    const words = Array.from({ length: 4 + this.#random.below(9) }, () => this.noun());
    return capital(words[0] ?? "") + " " + words.slice(1).join(" ");
  }
}
