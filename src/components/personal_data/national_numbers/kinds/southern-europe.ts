import { validate as cypriotTax } from "stdnum/lib/cjs/cy/vat.js";
import { validate as spanishDni } from "stdnum/lib/cjs/es/dni.js";
import { validate as spanishNie } from "stdnum/lib/cjs/es/nie.js";
import { validate as spanishInsurance } from "stdnum/lib/cjs/es/nss.js";
import { validate as greekInsurance } from "stdnum/lib/cjs/gr/amka.js";
import { validate as greekTax } from "stdnum/lib/cjs/gr/vat.js";
import { validate as italianCode } from "stdnum/lib/cjs/it/codicefiscale.js";
import { validate as portugueseCard } from "stdnum/lib/cjs/pt/cc.js";
import { validate as portugueseTax } from "stdnum/lib/cjs/pt/nif.js";
import { validate as turkishId } from "stdnum/lib/cjs/tr/tckimlik.js";
import type { NumberKind } from "../kind.ts";
import { personal, valid } from "../stdnum.ts";

export const southernEurope: readonly NumberKind[] = [
  {
    name: "DNI of Spain",
    group: "government",
    form: /^\d{8}[A-HJ-NP-TV-Z]$/,
    check: personal(spanishDni),
    labels: `dni, nif, documento nacional de identidad, numero de identificacion fiscal, d n i, identificacion fiscal, numero de dni, carnet de identidad,
      documento de identidad, document nacional d identitat, NAN, numero de identidad, spanish id, cedula de identidad, nif nie, dni nie`,
  },
  {
    name: "NIE of Spain",
    group: "government",
    form: /^[XYZ]\d{7}[A-HJ-NP-TV-Z]$/,
    check: personal(spanishNie),
    labels: `nie, numero de identidad de extranjero, numero de extranjero, identidad de extranjero, nif, dni, TIE, numero de identificacion de extranjero,
      tarjeta de residencia, tarjeta de extranjero, foreigner id`,
  },
  {
    name: "social security number of Spain",
    group: "government",
    form: /^\d{12}$/,
    check: personal(spanishInsurance),
    passRate: 0.5,
    labels: `nss, naf, seguridad social, numero de seguridad social, numero de la seguridad social, numero de afiliacion, afiliacion, nuss, seguretat social,
      social security number`,
  },
  {
    name: "NIF of Portugal",
    group: "tax",
    form: /^[1-4]\d{8}$/,
    check: personal(portugueseTax),
    labels: `nif, contribuinte, numero de contribuinte, n contribuinte, numero de identificacao fiscal, identificacao fiscal, numero fiscal, numero contribuinte, nipc,
      portuguese tax number`,
  },
  {
    name: "citizen card of Portugal",
    group: "government",
    form: /^\d{9}[A-Z0-9]{2}\d$/,
    check: valid(portugueseCard),
    labels: `cartao de cidadao, cartao cidadao, numero de cartao de cidadao, numero do cartao de cidadao, numero de CC, numero do CC, no CC, n CC, bilhete de identidade, BI, identificacao civil,
      numero de identificacao civil, NIC, documento de identificacao, citizen card`,
  },
  {
    name: "social security number of Portugal",
    group: "government",
    form: /^1[12]\d{9}$/,
    labels:
      "niss, seguranca social, numero de seguranca social, numero da seguranca social, identificacao da seguranca social",
  },
  {
    name: "codice fiscale of Italy",
    group: "government",
    form: /^[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]$/,
    check: personal(italianCode),
    passRate: 0.3,
    alone: /^[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]$|^[A-Z]{3} [A-Z]{3} \d\d[A-Z]\d\d [A-Z]\d{3}[A-Z]$/,
    labels:
      "codice fiscale, cod fisc, cod fiscale, c f, cf, codfisc, codicefiscale, steuernummer, fiscal code, tax code, tessera sanitaria, italian tax code",
  },
  {
    name: "identity card of Italy",
    group: "government",
    form: /^[A-Z]{2}\d{5}[A-Z]{2}$|^[A-Z]{2}\d{7}$/,
    labels: "carta d identita, carta identita, ci n, c i, CIE, numero carta d identita, carta d identita elettronica",
  },
  {
    name: "AMKA of Greece",
    group: "government",
    form: /^[0-3]\d[01]\d{8}$/,
    check: personal(greekInsurance),
    passRate: 0.35,
    labels:
      "αμκα, α μ κ α, amka, αριθμός μητρώου κοινωνικής ασφάλισης, κοινωνικής ασφάλισης, greek social security number, social security number",
  },
  {
    name: "AFM of Greece",
    group: "tax",
    form: /^[0-7]\d{8}$/,
    check: valid(greekTax),
    labels: "αφμ, α φ μ, afm, αριθμός φορολογικού μητρώου, φορολογικού μητρώου, greek tax number, tax id",
  },
  {
    name: "identity card of Greece",
    group: "government",
    form: /^[ABEZHIKMNOPTYXΑΒΕΖΗΙΚΜΝΟΡΤΥΧ]{1,2}\d{6}$/,
    labels:
      "αδτ, α δ τ, ταυτότητα, ταυτότητας, αριθμός ταυτότητας, αριθμός δελτίου ταυτότητας, δελτίο ταυτότητας, αρ ταυτότητας, adt, identity card, greek id card, id card",
  },
  {
    name: "tax number of Cyprus",
    group: "tax",
    form: /^0\d{7}[A-Z]$/,
    check: valid(cypriotTax),
    labels:
      "TIC, TIN, tax identification code, tax identification number, tax id, tax number, αφτ, α φ τ, φορολογικής ταυτότητας, αριθμός φορολογικής ταυτότητας, αφμ, φορολογικού μητρώου, cyprus tax number",
  },
  {
    name: "identity card of Cyprus",
    group: "government",
    form: /^\d{6,8}$/,
    labels:
      "αρ ταυτότητας, αριθμός ταυτότητας, δελτίο ταυτότητας, αριθμός δελτίου ταυτότητας, ταυτότητα, ARC, arc number, cyprus id card, cypriot id, cyprus id, kimlik karti",
  },
  {
    name: "identity card of Malta",
    group: "government",
    form: /^\d{3,7}[MGAPLHBZ]$/,
    labels:
      "karta tal identita, karta tal identità, numru tal karta tal identità, maltese id, malta id, id card, id card number, id card no, identity card, identity card number, identity number, id number, id no, national id, karta ta l identità, numru tal id, tax number, tin",
  },
  {
    name: "identity number of Turkey",
    group: "government",
    form: /^[1-9]\d{10}$/,
    check: personal(turkishId),
    passRate: 0.9,
    labels:
      "tc kimlik, t c kimlik, tc kimlik no, kimlik no, kimlik numarasi, kimlik numarası, tckn, tc no, TC, vatandaslik numarasi, vatandaşlık no, turkish id, turkish identity number, türkiye cumhuriyeti kimlik",
  },
];
