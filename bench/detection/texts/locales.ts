/** What a locale of the corpus needs beyond faker's data. */
export interface CorpusLocale {
  /** The name in faker. */
  readonly id: string;
  /** ISO 3166 code of its phone numbers, IBANs and identifiers. */
  readonly country: string;
  /** BCP 47 tag for months in words. */
  readonly language: string;
  /** Forms of dates in digits, the usual one first. */
  readonly dates: readonly string[];
  /** How a postal address is written after the street: `z` postal code, `c` city, `s` state. */
  readonly city: string;
  /** Whether the street and city stand in one line as `city street` (Hungary). */
  readonly cityFirst?: boolean;
  /** Whether the family name comes first. */
  readonly familyFirst?: boolean;
}

const dotted = ["dd.mm.yyyy", "d.m.yyyy"];
const slashed = ["dd/mm/yyyy", "d/m/yyyy"];
const dashed = ["dd-mm-yyyy", "d-m-yyyy"];

const locale = (
  id: string,
  country: string,
  language: string,
  dates: readonly string[],
  further: Partial<CorpusLocale> = {},
): CorpusLocale => ({ id, country, language, dates: [...dates, "yyyy-mm-dd"], city: "z c", ...further });

export const corpusLocales: readonly CorpusLocale[] = [
  locale("cs_CZ", "CZ", "cs", ["d. m. yyyy", "dd.mm.yyyy"]),
  locale("da", "DK", "da", [...dotted, ...dashed]),
  locale("de", "DE", "de", dotted),
  locale("de_AT", "AT", "de-AT", dotted),
  locale("de_CH", "CH", "de-CH", dotted),
  locale("el", "GR", "el", slashed, { city: "c z" }),
  locale("en_GB", "GB", "en-GB", slashed, { city: "c, z" }),
  locale("en_IE", "IE", "en-IE", slashed, { city: "c, z" }),
  locale("en_US", "US", "en-US", ["mm/dd/yyyy", "m/d/yyyy"], { city: "c, s z" }),
  locale("es", "ES", "es", slashed),
  locale("es_MX", "MX", "es-MX", slashed),
  locale("fi", "FI", "fi", ["d.m.yyyy", "dd.mm.yyyy"]),
  locale("fr", "FR", "fr", slashed),
  locale("fr_BE", "BE", "fr-BE", slashed),
  locale("fr_CH", "CH", "fr-CH", dotted),
  locale("hr", "HR", "hr", ["dd.mm.yyyy.", "d. m. yyyy."]),
  locale("hu", "HU", "hu", ["yyyy. mm. dd.", "yyyy.mm.dd."], { cityFirst: true, familyFirst: true }),
  locale("it", "IT", "it", slashed),
  locale("lv", "LV", "lv", dotted, { city: "c, z" }),
  locale("nb_NO", "NO", "nb", dotted),
  locale("nl", "NL", "nl", dashed),
  locale("nl_BE", "BE", "nl-BE", slashed),
  locale("pl", "PL", "pl", dotted),
  locale("pt_BR", "BR", "pt-BR", slashed, { city: "c - s, z" }),
  locale("pt_PT", "PT", "pt-PT", [...slashed, ...dashed]),
  locale("ro", "RO", "ro", dotted, { city: "c, z" }),
  locale("ru", "RU", "ru", dotted, { city: "c, z" }),
  locale("sk", "SK", "sk", ["d. m. yyyy", "dd.mm.yyyy"]),
  locale("sl_SI", "SI", "sl", ["d. m. yyyy", "dd.mm.yyyy"]),
  locale("sv", "SE", "sv", ["yyyy-mm-dd"]),
  locale("tr", "TR", "tr", [...dotted, ...slashed]),
  locale("uk", "UA", "uk", dotted, { city: "c, z" }),
];

export function localeOf(id: string): CorpusLocale {
  const found = corpusLocales.find((one) => one.id === id);
  if (found === undefined) throw new Error(`the corpus has no locale "${id}"`);
  return found;
}
