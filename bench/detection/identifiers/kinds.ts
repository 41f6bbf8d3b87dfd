import type { Random } from "../random.ts";

/** One kind of national or tax number of individuals. */
export interface IdentifierKind {
  /** ISO 3166 code, which with `key` names the validator in stdnum. */
  readonly country: string;
  readonly key: string;
  /** What people write in front of the number. */
  readonly words: readonly string[];
  /** Makes a candidate: `?` stands for a check digit and `@` for a check letter, both unknown. */
  readonly make: (random: Random) => string;
  /** Writes a number as its country does, if stdnum does not. */
  readonly write?: (compact: string) => string;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** A birth date from 1940 to 1999 in the given order, such as `yymmdd`; `months` is added to the month. */
function born(random: Random, order: string, months = 0): string {
  const [year, month, day] = [random.integer(40, 99), random.integer(1, 12), random.integer(1, 28)];
  return order
    .replace("yyy", `9${two(year)}`)
    .replace("yy", two(year))
    .replace("mm", two(month + months))
    .replace("dd", two(day));
}

const digits = (random: Random, length: number): string => random.characters(length);
const nonZero = (random: Random): string => random.characters(1, "123456789");

const consonants = "BCDFGLMNPRSTVZ";

function germanTaxNumber(random: Random): string {
  const order = [..."0123456789"];
  for (let at = order.length - 1; at > 0; at--) {
    const other = random.integer(0, at);
    [order[at], order[other]] = [order[other] ?? "0", order[at] ?? "0"];
  }
  if (order[0] === "0") [order[0], order[1]] = [order[1] ?? "1", "0"];
  // Exactly one digit occurs twice, and one is missing.
  order[9] = order[random.integer(0, 7)] ?? "1";
  return `${order.join("")}?`;
}

const kind = (
  country: string,
  key: string,
  words: readonly string[],
  make: (random: Random) => string,
  write?: (compact: string) => string,
): IdentifierKind => ({ country, key, words, make, ...(write === undefined ? {} : { write }) });

/** Kinds with which stdnum validates numbers of individuals, in the order of countries. */
export const identifierKinds: readonly IdentifierKind[] = [
  kind("AT", "vnr", ["Sozialversicherungsnummer", "SVNR"], (r) => `${nonZero(r)}${digits(r, 2)}?${born(r, "ddmmyy")}`),
  kind(
    "AT",
    "tin",
    ["Steuernummer", "Abgabenkontonummer"],
    (r) => `${r.pick(["03", "09", "12", "46"])}${digits(r, 6)}?`,
  ),
  kind(
    "BE",
    "nn",
    ["Rijksregisternummer", "Numéro national"],
    (r) => `${born(r, "yymmdd")}${two(r.integer(1, 98))}${digits(r, 1)}??`,
  ),
  kind(
    "BE",
    "bis",
    ["BIS-nummer", "Numéro BIS"],
    (r) => `${born(r, "yymmdd", 40)}${two(r.integer(1, 98))}${digits(r, 1)}??`,
  ),
  kind("BG", "egn", ["ЕГН", "Единен граждански номер"], (r) => `${born(r, "yymmdd")}${digits(r, 3)}?`),
  kind("BG", "pnf", ["ЛНЧ", "Личен номер на чужденец"], (r) => `${digits(r, 9)}?`),
  kind("CH", "ssn", ["AHV-Nummer", "Numéro AVS"], (r) => `756${digits(r, 9)}?`),
  kind("CZ", "rc", ["Rodné číslo", "RČ"], (r) => `${born(r, "yymmdd", r.pick([0, 50]))}${digits(r, 3)}?`),
  kind("DE", "idnr", ["Steuer-ID", "Steueridentifikationsnummer"], germanTaxNumber),
  kind(
    "DE",
    "svnr",
    ["Sozialversicherungsnummer", "Rentenversicherungsnummer"],
    (r) =>
      `${r.pick(["12", "13", "15", "20", "26"])}${born(r, "ddmmyy")}${r.characters(1, consonants)}${digits(r, 2)}?`,
  ),
  kind(
    "DE",
    "stnr",
    ["Steuernummer", "St.-Nr."],
    (r) => `${r.pick(["181", "133", "214"])}${digits(r, 8)}`,
    // The offices of North Rhine-Westphalia have four digits for the district.
    (compact) => compact.replace(compact.startsWith("133") ? /^(...)(....)/ : /^(...)(...)/, "$1/$2/"),
  ),
  kind("DE", "passport", ["Reisepass", "Passnummer"], (r) => `C${r.characters(8, "0123456789CFGHJKLMNPRTVWXYZ")}?`),
  kind(
    "DE",
    "pwnr",
    ["Personalausweisnummer", "Ausweisnummer"],
    (r) => `L${r.characters(8, "0123456789CFGHJKLMNPRTVWXYZ")}?`,
  ),
  kind(
    "DK",
    "cpr",
    ["CPR-nummer", "Personnummer"],
    (r) => `${born(r, "ddmmyy")}${r.characters(1, "0123")}${digits(r, 2)}?`,
  ),
  kind("EE", "ik", ["Isikukood", "IK"], (r) => `${r.pick(["3", "4"])}${born(r, "yymmdd")}${digits(r, 3)}?`),
  kind("ES", "dni", ["DNI", "Documento nacional de identidad"], (r) => `${digits(r, 8)}@`),
  kind("ES", "nie", ["NIE", "Número de identidad de extranjero"], (r) => `${r.pick(["X", "Y", "Z"])}${digits(r, 7)}@`),
  kind("ES", "nss", ["Número de la Seguridad Social", "NSS"], (r) => `${two(r.integer(1, 53))}${digits(r, 8)}??`),
  kind(
    "FI",
    "hetu",
    ["Henkilötunnus", "HETU"],
    (r) => `${born(r, "ddmmyy")}-${digits(r, 1)}${nonZero(r)}${digits(r, 1)}@`,
  ),
  kind("FR", "nif", ["Numéro fiscal", "SPI"], (r) => `${r.pick(["0", "1", "2", "3"])}${digits(r, 9)}???`),
  kind(
    "FR",
    "nir",
    ["Numéro de sécurité sociale", "NIR"],
    (r) => `${r.pick(["1", "2"])}${born(r, "yymm")}${two(r.integer(21, 95))}${digits(r, 6)}??`,
  ),
  kind(
    "GB",
    "nino",
    ["National Insurance number", "NINO"],
    (r) => `${r.pick(["AB", "JG", "PW", "SL", "YM"])}${digits(r, 6)}${r.characters(1, "ABCD")}`,
  ),
  kind("GB", "utr", ["Unique Taxpayer Reference", "UTR"], (r) => `?${digits(r, 9)}`),
  kind("GR", "amka", ["ΑΜΚΑ", "AMKA"], (r) => `${born(r, "ddmmyy")}${digits(r, 4)}?`),
  kind("GR", "vat", ["ΑΦΜ", "AFM"], (r) => `${r.pick(["0", "1"])}${digits(r, 7)}?`),
  kind("HR", "oib", ["OIB", "Osobni identifikacijski broj"], (r) => `${digits(r, 10)}?`),
  kind("IE", "pps", ["PPS number", "PPSN"], (r) => `${digits(r, 7)}@${r.pick(["", "A"])}`),
  kind(
    "IS",
    "kennitala",
    ["Kennitala", "Kt."],
    (r) => `${born(r, "ddmmyy")}${r.characters(1, "23456789")}${digits(r, 1)}?9`,
  ),
  kind(
    "IT",
    "codicefiscale",
    ["Codice fiscale", "C.F."],
    (r) =>
      `${r.characters(6, consonants)}${born(r, "yy")}${r.characters(1, "ABCDEHLMPRST")}${two(r.integer(1, 28) + r.pick([0, 40]))}${r.characters(1, "ABCDEFGHIL")}${digits(r, 3)}@`,
  ),
  kind("LT", "asmens", ["Asmens kodas", "A. k."], (r) => `${r.pick(["3", "4"])}${born(r, "yymmdd")}${digits(r, 3)}?`),
  kind("NL", "bsn", ["BSN", "Burgerservicenummer"], (r) => `${nonZero(r)}${digits(r, 7)}?`),
  kind("NL", "onderwijsnummer", ["Onderwijsnummer", "Leerlingnummer"], (r) => `10${digits(r, 6)}?`),
  kind(
    "NO",
    "fodselsnummer",
    ["Fødselsnummer", "Personnummer"],
    (r) => `${born(r, "ddmmyy")}${r.characters(1, "01234")}${digits(r, 2)}??`,
  ),
  kind("PL", "pesel", ["PESEL", "Numer PESEL"], (r) => `${born(r, "yymmdd")}${digits(r, 4)}?`),
  kind(
    "PT",
    "cc",
    ["Cartão de Cidadão", "Número de CC"],
    (r) => `${digits(r, 9)}${r.characters(1, "Z")}${r.characters(1, "WXYZ")}?`,
  ),
  kind("PT", "nif", ["NIF", "Número de contribuinte"], (r) => `${r.pick(["1", "2"])}${digits(r, 7)}?`),
  kind(
    "RO",
    "cnp",
    ["CNP", "Cod numeric personal"],
    (r) => `${r.pick(["1", "2"])}${born(r, "yymmdd")}${two(r.integer(1, 46))}${digits(r, 2)}${nonZero(r)}?`,
  ),
  kind("SE", "personnummer", ["Personnummer", "Personnr"], (r) => `${born(r, "yymmdd")}-${digits(r, 3)}?`),
  kind("SI", "emso", ["EMŠO", "Enotna matična številka občana"], (r) => `${born(r, "ddmmyyy")}50${digits(r, 3)}?`),
  kind("SK", "rc", ["Rodné číslo", "RČ"], (r) => `${born(r, "yymmdd", r.pick([0, 50]))}${digits(r, 3)}?`),
  kind("TR", "tckimlik", ["T.C. Kimlik No", "TCKN"], (r) => `${nonZero(r)}${digits(r, 8)}??`),
  kind(
    "US",
    "ssn",
    ["SSN", "Social Security number"],
    (r) => `${two(r.integer(1, 64)).padStart(3, "1")}-${two(r.integer(1, 99))}-${nonZero(r)}${digits(r, 3)}`,
  ),
];
