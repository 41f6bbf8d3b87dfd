import { validate as jmbgOfBosnia } from "stdnum/lib/cjs/ba/jmbg.js";
import { validate as bulgarianNumber } from "stdnum/lib/cjs/bg/egn.js";
import { validate as bulgarianForeigner } from "stdnum/lib/cjs/bg/pnf.js";
import { validate as birthNumber } from "stdnum/lib/cjs/cz/rc.js";
import { validate as croatianNumber } from "stdnum/lib/cjs/hr/oib.js";
import { validate as jmbgOfMontenegro } from "stdnum/lib/cjs/me/jmbg.js";
import { validate as jmbgOfMacedonia } from "stdnum/lib/cjs/mk/jmbg.js";
import { validate as pesel } from "stdnum/lib/cjs/pl/pesel.js";
import { validate as romanianNumber } from "stdnum/lib/cjs/ro/cnp.js";
import { validate as jmbgOfSerbia } from "stdnum/lib/cjs/rs/jmbg.js";
import { validate as russianTax } from "stdnum/lib/cjs/ru/inn.js";
import { validate as slovenianTax } from "stdnum/lib/cjs/si/ddv.js";
import { validate as slovenianNumber } from "stdnum/lib/cjs/si/emso.js";
import { validate as ukrainianTax } from "stdnum/lib/cjs/ua/rntrc.js";
import { adoazonosito, polishIdentityCard, snils, szemelyiSzam, taj } from "../check-digits.ts";
import type { NumberKind } from "../kind.ts";
import { personal, valid } from "../stdnum.ts";

const jmbgs = [jmbgOfSerbia, jmbgOfBosnia, jmbgOfMontenegro, jmbgOfMacedonia].map(personal);

export const easternEurope: readonly NumberKind[] = [
  {
    name: "PESEL of Poland",
    group: "government",
    form: /^\d\d[02468][1-9][0-3]\d{6}$|^\d\d[13579][0-2][0-3]\d{6}$/,
    check: personal(pesel),
    passRate: 0.75,
    labels: "pesel, peselu, numer pesel, nr pesel, pesel nr, polish national id, numer ewidencyjny",
  },
  {
    name: "identity card of Poland",
    group: "government",
    form: /^[A-Z]{3}\d{6}$/,
    check: polishIdentityCard,
    labels:
      "dowód osobisty, dowodu osobistego, dowodem osobistym, nr dowodu, numer dowodu, dowód, seria i numer dowodu, dowod, polish id card",
  },
  {
    name: "birth number of Czechia and Slovakia",
    group: "government",
    form: /^\d\d[0-8]\d[0-3]\d{5}$/,
    check: personal(birthNumber),
    passRate: 1,
    labels:
      "rodn* čísl*, rodným číslem, rc, r č, rč, r c, rodné č, rod čís, birth number, czech birth number, slovak birth number",
  },
  {
    name: "birth number of Czechia and Slovakia",
    group: "government",
    // Numbers given until 1953 have nine digits and no check digit.
    form: /^[0-5]\d[05][1-9][0-3]\d{4}$|^[0-5]\d[16][0-2][0-3]\d{4}$/,
    confirm: personal(birthNumber),
    labels: "rodn* čísl*, rodným číslem, r č, rč, rodné č, birth number",
  },
  {
    name: "identity card of Czechia or Slovakia",
    group: "government",
    form: /^[A-Z]{2}\d{6}$|^\d{9}$/,
    labels:
      "občansk* průkaz*, číslo občanského průkazu, č op, číslo op, občiansk* preukaz*, číslo občianskeho preukazu",
  },
  {
    name: "személyi szám of Hungary",
    group: "government",
    form: /^[1-4]\d\d[01]\d[0-3]\d{5}$/,
    check: szemelyiSzam,
    passRate: 0.3,
    labels:
      "személyi szám*, személyi azonosító*, személyazonosító jel*, személyi azonosító jel, hungarian personal number, személyiszám, szem szám",
  },
  {
    name: "TAJ of Hungary",
    group: "government",
    form: /^\d{9}$/,
    check: taj,
    labels:
      "taj, taj szám*, tajszám*, tb szám, társadalombiztosítási, társadalombiztosítási azonosító jel, hungarian social security number, taj kártya",
  },
  {
    name: "tax number of Hungary",
    group: "tax",
    form: /^8\d{9}$/,
    check: adoazonosito,
    labels:
      "adóazonosító*, adóazonosító jel*, adóigazolvány*, adószám*, adó azonosító, hungarian tax number, hungarian tax id, tax id, tax number, tin",
  },
  {
    name: "identity card of Hungary",
    group: "government",
    form: /^\d{6}[A-Z]{2}$|^[A-Z]{2}\d{6}$/,
    labels: "személyi igazolvány*, személyigazolvány*, szig, szig szám*, igazolványszám*, személyi ig",
  },
  {
    name: "CNP of Romania",
    group: "government",
    form: /^[1-9]\d\d[01]\d[0-3]\d{7}$/,
    check: personal(romanianNumber),
    passRate: 0.2,
    labels:
      "cnp, cnp ul, cod numeric personal, codul numeric personal, codul numeric, c n p, numeric personal, romanian personal number, romanian personal code",
  },
  {
    name: "identity card of Romania",
    group: "government",
    form: /^[A-Z]{2}\d{6}$/,
    labels: "carte de identitate, cartea de identitate, ci seria, c i seria, bi seria",
  },
  {
    name: "EGN of Bulgaria",
    group: "government",
    form: /^\d\d[0-5]\d[0-3]\d{5}$/,
    check: personal(bulgarianNumber),
    labels: "егн, е г н, единен граждански номер, egn, edinen grazhdanski nomer, bulgarian personal number",
  },
  {
    name: "LNCh of Bulgaria",
    group: "government",
    form: /^\d{10}$/,
    check: personal(bulgarianForeigner),
    labels: "лнч, л н ч, личен номер на чужденец, lnch, lnc, номер на чужденец",
  },
  {
    name: "OIB of Croatia",
    group: "government",
    form: /^\d{11}$/,
    check: personal(croatianNumber),
    labels:
      "oib, oiba, oibu, oib om, osobni identifikacijski broj, osobnog identifikacijskog broja, osobni broj, croatian personal number, croatian oib",
  },
  {
    name: "EMŠO of Slovenia",
    group: "government",
    form: /^[0-3]\d[01]\d[089]\d{8}$/,
    check: personal(slovenianNumber),
    passRate: 0.1,
    labels: "emšo, emso, enotna matična številka, matična številka, enotne matične številke, slovenian personal number",
  },
  {
    name: "tax number of Slovenia",
    group: "tax",
    form: /^[1-9]\d{7}$/,
    check: valid(slovenianTax),
    labels: "davčna številka, davčna št, davčne številke, davčna, slovenian tax number",
  },
  {
    name: "JMBG of former Yugoslavia",
    group: "government",
    form: /^[0-3]\d[01]\d[089]\d{8}$/,
    check: (compact) => jmbgs.some((check) => check(compact)),
    passRate: 0.05,
    labels:
      "jmbg, jmb, jmbg broj, јмбг, јмб, matični broj, jedinstveni matični broj, jedinstveni matični broj građana, матични број, embg, емbг, ембг, матичен број, единствен матичен број, unique master citizen number",
  },
  {
    name: "tax number of Ukraine",
    group: "tax",
    form: /^\d{10}$/,
    check: personal(ukrainianTax),
    labels:
      "рнокпп, ідентифікаційний код, іпн, ідентифікаційний номер, ипн, идентификационный код, rnokpp, ukrainian tax number",
  },
  {
    name: "SNILS of Russia",
    group: "government",
    form: /^\d{11}$/,
    check: snils,
    passRate: 0.95,
    alone: /^\d{3}-\d{3}-\d{3} \d\d$/,
    labels: "снилс, снилса, snils, страховой номер, страховое свидетельство",
  },
  {
    name: "INN of Russia",
    group: "tax",
    form: /^\d{12}$/,
    check: personal(russianTax),
    passRate: 0.9,
    labels: "инн, инн физлица, INN, идентификационный номер налогоплательщика, налогоплательщика",
  },
];
