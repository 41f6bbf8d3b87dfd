import type { Random } from "./random.ts";
import { capital, type Vocabulary } from "./vocabulary.ts";

/** Makes names of persons as people write them. */
export class NameMaker {
  readonly #words: Vocabulary;
  readonly #foreign: Pick<Vocabulary, "first" | "last">;
  readonly #random: Random;
  readonly #shareOfForeign: number;

  constructor(words: Vocabulary, foreign: Pick<Vocabulary, "first" | "last">, random: Random) {
    this.#words = words;
    this.#foreign = foreign;
    this.#random = random;
    this.#shareOfForeign = words.language === "en" ? 0.45 : 0.12;
  }

  #source(): Pick<Vocabulary, "first" | "last"> {
    return this.#random.chance(this.#shareOfForeign) ? this.#foreign : this.#words;
  }

  first(): string {
    const name = this.#random.of(this.#source().first);
    return this.#random.chance(0.05) ? `${name}-${this.#random.of(this.#words.first)}` : name;
  }

  last(): string {
    const random = this.#random;
    const name = random.of(this.#source().last);
    if (random.chance(0.06)) return `${name}-${random.of(this.#words.last)}`;
    if (this.#words.particles.length > 0 && random.chance(0.1)) {
      const particle = random.of(this.#words.particles);
      return /['’-]$|Mc$/.test(particle) ? particle + name : `${particle} ${name}`;
    }
    return name;
  }

  /** A first and a last name, now and then with a second name or initials between. */
  full(): string {
    const random = this.#random;
    const kind = random.next();
    const last = this.families();
    if (kind < 0.68) return `${this.first()} ${last}`;
    if (kind < 0.8) return `${this.first()} ${this.#initial()} ${last}`;
    if (kind < 0.88) return `${this.first()} ${this.first()} ${last}`;
    if (kind < 0.93) return `${this.first()} ${last} ${random.of(this.#words.last)}`;
    return this.initials();
  }

  /** A last name; in Spanish and Portuguese often two, now and then with `de` between. */
  families(): string {
    const last = this.last();
    if (!twoFamilies.has(this.#words.language) || this.#random.chance(0.4)) return last;
    return `${last} ${this.#random.chance(0.12) ? "de " : ""}${this.#random.of(this.#words.last)}`;
  }

  #initial(): string {
    const letter = this.#random.of(this.#words.first).charAt(0).toUpperCase();
    return this.#random.chance(0.8) ? `${letter}.` : letter;
  }

  /** `J. R. Smith`, `J.R. Smith` or `A.Ph. de Visser`. */
  initials(): string {
    const random = this.#random;
    const initials = [this.#initial(), ...(random.chance(0.4) ? [this.#initial()] : [])].map((one) => one.charAt(0));
    const text = initials.map((letter) => `${letter}.`).join(random.chance(0.5) ? " " : "");
    return `${text}${random.chance(0.1) ? "Ph." : ""} ${this.last()}`;
  }

  upper(): string {
    const last = this.last();
    return (this.#random.chance(0.5) ? `${this.first()} ${last}` : `${last} ${this.first()}`).toUpperCase();
  }

  reversed(comma: boolean): string {
    const last = this.last();
    return `${this.#random.chance(0.15) ? last.toUpperCase() : last}${comma ? ", " : " "}${this.first()}`;
  }

  /** A title as it is written in the language, with a space behind it. */
  title(): string {
    const random = this.#random;
    const title = random.of(this.#words.titles);
    const written = capitalTitles.has(this.#words.language) || random.chance(0.5) ? capital(title) : title;
    const needsStop = title.length <= 4 && !/^(?:frau|herr|miss|don|pan|pani|paní|pán|bay|sir|lord|lady)$/.test(title);
    return `${written}${needsStop && random.chance(0.85) ? "." : ""} `;
  }
}

const twoFamilies = new Set(["es", "pt"]);
const capitalTitles = new Set(["en", "de", "tr", "hu", "el"]);
