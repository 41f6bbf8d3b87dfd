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
    const last = () => random.of(this.#words.last);
    const kind = random.next();
    if (kind < 0.2) return `${last()} ${random.of(legal)}`;
    if (kind < 0.3) return `${last()} & ${last()}`;
    if (kind < 0.36) return `${last()}, ${last()} and ${last()}`;
    if (kind < 0.4) return `${last()}-${last()}`;
    if (kind < 0.6) return `${this.coinage()} ${random.of(legal)}`;
    if (kind < 0.75) return this.coinage();
    return `${this.coinage()} ${this.coinage()}`;
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
