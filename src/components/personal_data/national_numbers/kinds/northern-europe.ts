import { validate as danishCpr } from "stdnum/lib/cjs/dk/cpr.js";
import { validate as estonianCode } from "stdnum/lib/cjs/ee/ik.js";
import { validate as finnishCode } from "stdnum/lib/cjs/fi/hetu.js";
import { validate as kennitala } from "stdnum/lib/cjs/is/kennitala.js";
import { validate as lithuanianCode } from "stdnum/lib/cjs/lt/asmens.js";
import { validate as latvianCode } from "stdnum/lib/cjs/lv/pvn.js";
import { validate as norwegianNumber } from "stdnum/lib/cjs/no/fodselsnummer.js";
import { cprCheck, hasDayAndMonth, luhn } from "../check-digits.ts";
import type { NumberKind } from "../kind.ts";
import { personal } from "../stdnum.ts";

/** The validator wants the sign of the century, which numbers without separators do not have. */
const isFinnish = (compact: string): boolean =>
  ["-", "A", "+"].some((sign) => personal(finnishCode)(`${compact.slice(0, 6)}${sign}${compact.slice(-4)}`));

const hasSwedishDate = (compact: string): boolean => hasDayAndMonth(compact.slice(4, 6) + compact.slice(2, 4));

/** A coordination number has 60 added to the day. The century, if written, is not part of the check. */
function isSwedish(compact: string): boolean {
  const short = compact.slice(-10);
  const day = Number(short.slice(4, 6));
  return hasDayAndMonth(`${String(day > 60 ? day - 60 : day).padStart(2, "0")}${short.slice(2, 4)}`) && luhn(short);
}

export const northernEurope: readonly NumberKind[] = [
  {
    name: "CPR number of Denmark",
    group: "government",
    form: /^[0-3]\d[01]\d{7}$/,
    // No check digit since 2007: the date is all there is to check, so a label directly before it is required.
    confirm: personal(danishCpr),
    labels:
      "cpr, cpr nummer, cpr nr, cprnr, cpr number, cpr no, cprnummer, danish personal number, dansk personnummer, cpr nummeret, civil registration number",
  },
  {
    name: "CPR number of Denmark",
    group: "government",
    form: /^[0-3]\d[01]\d{7}$/,
    // The Swedish number has the same label: a date that is one in either order needs the old check digit.
    confirm: (compact) => personal(danishCpr)(compact) && (!hasSwedishDate(compact) || cprCheck(compact)),
    labels: "personnummer, person nummer, personnr",
  },
  {
    name: "personnummer of Sweden",
    group: "government",
    form: /^(?:18|19|20)?\d\d[01]\d[0-9]\d{5}$/,
    check: isSwedish,
    passRate: 0.5,
    labels: `personnummer, personnumret, personnr, person nr, pnr, samordningsnummer, samordningsnr, svenskt personnummer, swedish personal number, personal identity number,
      persnr, pers nr, person nummer`,
  },
  {
    name: "fødselsnummer of Norway",
    group: "government",
    form: /^[0-7]\d[0-9]\d{8}$/,
    check: personal(norwegianNumber),
    passRate: 0.15,
    labels: `fødselsnummer, foedselsnummer, fodselsnummer, fødselsnr, fodselsnr, fødselsnummeret, fnr, f nr, fødsels og personnummer, d nummer, dnummer, dnr, personnummer, personnr,
      norwegian national id, norwegian id, fødselsnummer dnummer, person nr, norsk personnummer`,
  },
  {
    name: "henkilötunnus of Finland",
    group: "government",
    form: /^[0-3]\d[01]\d{3}[-+A-FU-Y]?\d{3}[0-9A-FHJ-NPR-Y]$/,
    check: isFinnish,
    passRate: 0.15,
    alone: /^[0-3]\d[01]\d{3}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]$/,
    labels: `henkilötunnu*, hetu, hetun, hetua, hetu tunnus, sosiaaliturvatunnu*, sotu, henkilö tunnus, personbeteckning*, finnish personal identity code, personal identity code, henkilötunnuksen`,
  },
  {
    name: "kennitala of Iceland",
    group: "government",
    form: /^[0-3]\d[01]\d{6}[089]$/,
    check: personal(kennitala),
    passRate: 0.15,
    labels: "kennital*, kt, kennitolu, kennitölu, icelandic id, icelandic identification number, kenninúmer",
  },
  {
    name: "isikukood of Estonia",
    group: "government",
    form: /^[1-8]\d\d[01]\d[0-3]\d{5}$/,
    check: personal(estonianCode),
    passRate: 0.65,
    labels:
      "isikukood*, isiku kood, IK, isikutunnus, estonian personal code, estonian id, personal code, id kood, isikukoodi",
  },
  {
    name: "personas kods of Latvia",
    group: "government",
    form: /^(?:[0-2]\d|3[01])[01]\d{8}$/,
    check: personal(latvianCode),
    passRate: 0.1,
    labels:
      "personas kod*, pers kods, p k, PK, personas numurs, latvian personal code, personal code, personal identity number",
  },
  {
    name: "personas kods of Latvia",
    group: "government",
    form: /^3[2-9]\d{9}$/,
    labels: "personas kod*, pers kods, p k, latvian personal code",
  },
  {
    name: "asmens kodas of Lithuania",
    group: "government",
    form: /^[1-6]\d\d[01]\d[0-3]\d{5}$/,
    check: personal(lithuanianCode),
    passRate: 0.15,
    labels: "asmens kod*, a k, AK, asmens numeris, lithuanian personal code, personal code",
  },
];
