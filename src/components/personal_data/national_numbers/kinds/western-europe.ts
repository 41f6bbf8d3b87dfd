import { validate as austrianTax } from "stdnum/lib/cjs/at/tin.js";
import { validate as austrianInsurance } from "stdnum/lib/cjs/at/vnr.js";
import { validate as belgianBis } from "stdnum/lib/cjs/be/bis.js";
import { validate as belgianNational } from "stdnum/lib/cjs/be/nn.js";
import { validate as swissInsurance } from "stdnum/lib/cjs/ch/ssn.js";
import { validate as germanTaxId } from "stdnum/lib/cjs/de/idnr.js";
import { validate as germanTaxNumber } from "stdnum/lib/cjs/de/stnr.js";
import { validate as germanPension } from "stdnum/lib/cjs/de/svnr.js";
import { validate as frenchTax } from "stdnum/lib/cjs/fr/nif.js";
import { validate as frenchNir } from "stdnum/lib/cjs/fr/nir.js";
import { validate as britishInsurance } from "stdnum/lib/cjs/gb/nino.js";
import { validate as britishTax } from "stdnum/lib/cjs/gb/utr.js";
import { validate as irishPps } from "stdnum/lib/cjs/ie/pps.js";
import { validate as dutchBsn } from "stdnum/lib/cjs/nl/bsn.js";
import { validate as dutchPupil } from "stdnum/lib/cjs/nl/onderwijsnummer.js";
import {
  germanHealthInsurance,
  germanPensionWithoutCrossSums,
  machineReadable,
  matricule,
  nhsNumber,
} from "../check-digits.ts";
import type { NumberKind } from "../kind.ts";
import { personal, valid } from "../stdnum.ts";

export const westernEurope: readonly NumberKind[] = [
  {
    name: "tax identification number of Germany",
    group: "tax",
    form: /^[1-9]\d{10}$/,
    check: personal(germanTaxId),
    passRate: 0.85,
    labels: `steuer id, steuerid, steueridnr, steuer id nr, steuer identnummer, steuer ident nr, steueridentnr, idnr, id nr, tin,
      steueridentifikationsnummer, steuer identifikationsnummer, steuerliche identifikationsnummer, steuerliche id,
      identifikationsnummer, german tax id, tax id, tax identification number, steuernummer`,
  },
  {
    name: "tax number of Germany",
    group: "tax",
    form: /^\d{10,11}$|^\d{4}0\d{8}$/,
    confirm: valid(germanTaxNumber),
    labels: "steuernummer, steuernr, steuer nr, st nr, stnr, steuer nummer",
  },
  {
    name: "social security number of Germany",
    group: "government",
    form: /^\d{2}[0-3]\d[0-9]\d{3}[A-Z]\d{3}$/,
    check: personal(germanPension),
    passRate: 0.35,
    printed: { spelling: /^\d\d \d{6} [A-Z] \d{3}$/, check: germanPensionWithoutCrossSums },
    labels: `sozialversicherungsnummer, sozialversicherungsnr, sozialversicherungs nr, sv nummer, sv nr, svnr, sozvnr, SV,
      rentenversicherungsnummer, rentenversicherungsnr, rvnr, rv nummer, rv nr, rvn, versicherungsnummer, versicherungsnr,
      versicherungs nr, vsnr, german social security number, pension insurance number, social security number`,
  },
  {
    name: "health insurance number of Germany",
    group: "government",
    form: /^[A-Z]\d{9}$/,
    check: germanHealthInsurance,
    labels: `krankenversichertennummer, krankenversichertennr, kvnr, kv nr, versichertennummer, versichertennr,
      versicherten nr, krankenversicherungsnummer, krankenversicherungsnr, krankenkassennummer, egk nummer, egk, gkv nummer,
      versichertenkarte, gesundheitskarte, health insurance number, krankenkasse`,
  },
  {
    name: "identity card of Germany",
    group: "government",
    form: /^[CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{8}\d$/,
    check: machineReadable,
    labels:
      "personalausweis, personalausweisnummer, personalausweisnr, ausweisnummer, ausweis nr, ausweisnr, pa nr, reisepass, reisepassnummer, reisepassnr, reisepass nr, passnummer, pass nr, passnr, serial number of passport",
  },
  {
    name: "identity card of Germany",
    group: "government",
    form: /^(?=.*\d)[CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{8}$|^\d{9}$/,
    labels:
      "personalausweis, personalausweisnummer, personalausweisnr, ausweisnummer, ausweis nr, ausweisnr, personalausweises",
  },
  {
    name: "social security number of Austria",
    group: "government",
    form: /^[1-9]\d{3}[0-3]\d[0-2]\d\d\d$/,
    check: personal(austrianInsurance),
    passRate: 0.3,
    labels: `sozialversicherungsnummer, sozialversicherungsnr, sv nummer, sv nr, svnr, sozvnr, versicherungsnummer,
      versicherungsnr, vsnr, vnr, ecard, e card, austrian social security number, social security number`,
  },
  {
    name: "tax number of Austria",
    group: "tax",
    form: /^\d{9}$/,
    check: valid(austrianTax),
    labels: "steuernummer, steuernr, abgabenkontonummer, st nr, stnr, austrian tax number",
  },
  {
    name: "AHV number of Switzerland",
    group: "government",
    form: /^756\d{10}$/,
    check: personal(swissInsurance),
    passRate: 0.02,
    alone: /^756\.\d{4}\.\d{4}\.\d\d$/,
    labels: `ahv, ahv nummer, ahv nr, ahvnr, ahvn13, ahvn, avs, numero avs, no avs, n avs, navs13, navs, numero ahv,
      sozialversicherungsnummer, sozialversicherungsnr, versichertennummer, numero d assure, swiss social security number,
      numero di assicurato, oasi number, social security number`,
  },
  {
    name: "NIR of France",
    group: "government",
    form: /^[1-478]\d\d(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d\d|2[AB])\d{8}$/,
    check: personal(frenchNir),
    passRate: 0.3,
    alone: /^[12] \d\d (?:0[1-9]|1[0-2]) (?:\d\d|2[AB]) \d{3} \d{3} \d\d$/,
    labels: `securite sociale, numero de securite sociale, no de securite sociale, n securite sociale, secu, num secu,
      numero secu, nir, insee, numero insee, numero d immatriculation, numero de ss, carte vitale, nss, assure social,
      french social security number, social security number, numero d inscription`,
  },
  {
    name: "tax number of France",
    group: "tax",
    form: /^[0-3]\d{12}$/,
    check: personal(frenchTax),
    passRate: 0.02,
    labels: `numero fiscal, no fiscal, numero fiscal de reference, SPI, numero SPI, nif, reference fiscale, identifiant fiscal,
      numero de contribuable, numero d imposition, numero d immatriculation fiscale, french tax number, tax number, tin`,
  },
  {
    name: "identity card of France",
    group: "government",
    form: /^\d{4}[A-Z0-9]{3}\d{5}$|^[A-Z0-9]{2}\d[A-Z0-9]{3}[A-Z0-9]{2}\d$/,
    labels:
      "carte nationale d identite, carte d identite, cni, numero de cni, carte d identite numero, numero de carte d identite",
  },
  {
    name: "National Insurance number of the United Kingdom",
    group: "government",
    form: /^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]?$/,
    confirm: personal(britishInsurance),
    labels: `national insurance, national insurance number, national insurance no, national ins no, nino, ni number, ni no, ni num, NI`,
  },
  {
    name: "NHS number of the United Kingdom",
    group: "government",
    form: /^[1-9]\d{9}$/,
    check: nhsNumber,
    labels:
      "nhs, nhs number, nhs no, nhs num, nhs id, national health service number, health service number, h c number, chi number",
  },
  {
    name: "taxpayer reference of the United Kingdom",
    group: "tax",
    form: /^\d{10}$/,
    check: personal(britishTax),
    labels: `utr, utr number, unique taxpayer reference, taxpayer reference, tax reference, tax ref, self assessment,
      unique tax reference, sa utr`,
  },
  {
    name: "PPS number of Ireland",
    group: "government",
    form: /^\d{7}[A-W][A-IWTX]?$/,
    check: personal(irishPps),
    labels: `pps, ppsn, pps number, pps no, ppsno, pps num, personal public service number, personal public service no, rsi number, rsi no,
      uimhir PSP, PSP, uimhir phearsanta`,
  },
  {
    name: "BSN of the Netherlands",
    group: "government",
    form: /^\d{8,9}$/,
    check: personal((value) => dutchBsn(value.padStart(9, "0"))),
    labels: `bsn, bsnnummer, bsn nummer, bsn nr, burgerservicenummer, burgerservice nummer, burger service nummer, sofinummer, sofi nummer, sofi,
      citizen service number, dutch citizen number, persoonsnummer`,
  },
  {
    name: "pupil number of the Netherlands",
    group: "government",
    form: /^10\d{7}$/,
    check: personal(dutchPupil),
    labels: "onderwijsnummer, onderwijs nummer, onderwijsnr, persoonsgebonden nummer, PGN, leerlingnummer, leerlingnr",
  },
  {
    name: "national number of Belgium",
    group: "government",
    form: /^\d\d[0-5]\d[0-3]\d{6}$/,
    check: (compact) => personal(belgianNational)(compact) || personal(belgianBis)(compact),
    passRate: 0.2,
    alone: /^\d\d\.\d\d\.\d\d-\d{3}\.\d\d$/,
    labels: `rijksregisternummer, rijksregisternr, rijksregister, rrn, rr nummer, insz, insznummer, niss, numero national, numero de registre national,
      registre national, numero niss, nationaal nummer, nationalregisternummer, nationalnummer, nrn, bisnummer, bis nummer, bis nr, bisnr, bis number, numero bis, no bis, n bis,
      belgian national number, national register number, national number`,
  },
  {
    name: "matricule of Luxembourg",
    group: "government",
    form: /^(?:18|19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d{6}$/,
    check: matricule,
    passRate: 0.02,
    labels: `matricule, matricule national, numero de matricule, numero matricule, CNS, cns nummer, sozialversicherungsnummer,
      numero d identification national, numero d identification, identification number`,
  },
];
