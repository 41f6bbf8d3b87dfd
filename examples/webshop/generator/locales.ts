import type { IbanCountry } from "./check-digits.ts";
import type { Random } from "./random.ts";

/** What a country needs to have believable customers. Numbers are of ranges kept for fiction wherever there are any. */
export interface Locale {
  readonly country: string;
  readonly language: string;
  readonly women: readonly string[];
  readonly men: readonly string[];
  readonly families: readonly string[];
  readonly streets: readonly string[];
  readonly cities: readonly (readonly [postalCode: string, city: string])[];
  readonly houseNumber: "before" | "after";
  readonly iban: IbanCountry;
  readonly phone: (random: Random) => string;
}

const words = (text: string): readonly string[] => text.split("|");

const german: Locale = {
  country: "DE",
  language: "de",
  women: words("Greta|Annika|Ilse|Käthe|Svenja|Marlene|Frieda|Jördis|Hannelore|Leonie"),
  men: words("Jürgen|Torben|Matthias|Götz|Emil|Konrad|Björn|Lennart|Rüdiger|Anselm"),
  families: words(
    "Müllerhoff|Brandstätter|Weißgerber|Köhnen|Lindemann|Ostermeier|Schröter|Vogelsang|Hägele|Rautenberg",
  ),
  streets: words("Lindenstraße|Am Alten Markt|Goethestraße|Mühlenweg|Bahnhofstraße|Unter den Kastanien"),
  cities: [
    ["10115", "Berlin"],
    ["20095", "Hamburg"],
    ["80331", "München"],
    ["50667", "Köln"],
    ["04109", "Leipzig"],
  ],
  houseNumber: "after",
  iban: "DE",
  phone: (random) =>
    random.pick([
      `+49 30 23125 ${random.digits(3)}`,
      `+49 40 66969 ${random.digits(3)}`,
      `030 23125${random.digits(3)}`,
      `+49 171 39200${random.digits(2)}`,
    ]),
};

const french: Locale = {
  country: "FR",
  language: "fr",
  women: words("Élodie|Maëlle|Solène|Bérengère|Clémence|Apolline|Noémie|Ghislaine"),
  men: words("Thibault|Corentin|Loïc|Anatole|Gaël|Édouard|Bastien|Maxence"),
  families: words("Lefèvre-Noir|Chastagnier|Delacourt|Bouvreuil|Perrachon|Vaillancourt|Montcharmont|Guérinet"),
  streets: words("rue des Tilleuls|avenue de la Gare|rue Victor-Hugo|impasse du Moulin|quai des Brumes"),
  cities: [
    ["75011", "Paris"],
    ["69003", "Lyon"],
    ["44000", "Nantes"],
    ["67000", "Strasbourg"],
  ],
  houseNumber: "before",
  iban: "FR",
  phone: (random) => {
    const pairs = `${random.digits(2)} ${random.digits(2)}`;
    return random.pick([`+33 1 99 00 ${pairs}`, `01 99 00 ${pairs}`, `+33 6 12 00 ${pairs}`]);
  },
};

const british: Locale = {
  country: "GB",
  language: "en",
  women: words("Imogen|Harriet|Priya|Bronwen|Ailsa|Rosalind|Temperance|Nia"),
  men: words("Alistair|Rhys|Callum|Desmond|Tariq|Fergus|Barnaby|Olumide"),
  families: words("Thistlewood|Penhaligon|Okonjo|Abernethie|Wrenfield|Marchbanks|Llewellyn-Rees|Chaudhry"),
  streets: words("Station Road|Mill Lane|Victoria Terrace|Orchard Close|Harbour Street"),
  cities: [
    ["LS1 4AP", "Leeds"],
    ["BS1 5TR", "Bristol"],
    ["EH1 1YZ", "Edinburgh"],
    ["CF10 1EP", "Cardiff"],
  ],
  houseNumber: "before",
  iban: "GB",
  phone: (random) =>
    random.pick([
      `+44 7700 900${random.digits(3)}`,
      `07700 900${random.digits(3)}`,
      `+44 20 7946 0${random.digits(3)}`,
    ]),
};

const dutch: Locale = {
  country: "NL",
  language: "nl",
  women: words("Femke|Sanne|Marijke|Liesbeth|Roos|Anouk"),
  men: words("Joost|Bram|Thijs|Wouter|Sjoerd|Maarten"),
  families: words("van der Linden|Hoogendijk|Brouwershaven|de Koning|Terpstra|Zandvliet"),
  streets: words("Kerkstraat|Molenweg|Prinsengracht|Dorpsstraat"),
  cities: [
    ["1017 KL", "Amsterdam"],
    ["3511 LN", "Utrecht"],
    ["9712 HM", "Groningen"],
  ],
  houseNumber: "after",
  iban: "NL",
  phone: (random) => `+31 6 1000 ${random.digits(4)}`,
};

const spanish: Locale = {
  country: "ES",
  language: "es",
  women: words("Begoña|Lucía|Inmaculada|Nuria|Montserrat|Itziar"),
  men: words("Íñigo|Joaquín|Andrés|Gonzalo|Rubén|Ximo"),
  families: words("Peñalver Ruiz|Echevarría|Castellanos|Ibáñez Mora|Zubizarreta|Quiroga"),
  streets: words("Calle Mayor|Avenida del Puerto|Plaza de la Fuente|Calle de los Olmos"),
  cities: [
    ["28013", "Madrid"],
    ["41001", "Sevilla"],
    ["48001", "Bilbao"],
  ],
  houseNumber: "after",
  iban: "ES",
  phone: (random) => `+34 600 000 ${random.digits(3)}`,
};

const polish: Locale = {
  country: "PL",
  language: "pl",
  women: words("Małgorzata|Zofia|Agnieszka|Jadwiga"),
  men: words("Łukasz|Stanisław|Paweł|Zbigniew"),
  families: words("Dąbrowicz|Wiśniecki|Grzelczak|Żurawiński"),
  streets: words("ulica Lipowa|ulica Długa|aleja Klonowa"),
  cities: [
    ["00-024", "Warszawa"],
    ["31-008", "Kraków"],
  ],
  houseNumber: "after",
  iban: "BE",
  phone: (random) => `+48 500 000 ${random.digits(3)}`,
};

const swedish: Locale = {
  country: "SE",
  language: "sv",
  women: words("Åsa|Ingegerd|Linnéa|Märta"),
  men: words("Torbjörn|Håkan|Örjan|Sixten"),
  families: words("Sjöqvist|Björklund-Alm|Hedenström|Åkerlind"),
  streets: words("Storgatan|Kyrkvägen|Björkstigen"),
  cities: [
    ["111 20", "Stockholm"],
    ["411 03", "Göteborg"],
  ],
  houseNumber: "after",
  iban: "BE",
  phone: (random) => `+46 70 174 06 ${random.int(10, 99)}`,
};

/** Home first: about a third of the customers of this shop are German. */
export const LOCALES: readonly Locale[] = [
  german,
  german,
  german,
  french,
  french,
  british,
  british,
  dutch,
  spanish,
  polish,
  swedish,
];

/** The language and country of the staff. */
export const HOME: Locale = german;
