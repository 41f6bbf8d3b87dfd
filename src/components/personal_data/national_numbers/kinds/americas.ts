import { validate as argentineTax } from "stdnum/lib/cjs/ar/cuit.js";
import { validate as brazilianCpf } from "stdnum/lib/cjs/br/cpf.js";
import { validate as canadianInsurance } from "stdnum/lib/cjs/ca/sin.js";
import { validate as chileanRun } from "stdnum/lib/cjs/cl/rut.js";
import { validate as dominicanId } from "stdnum/lib/cjs/do/cedula.js";
import { validate as ecuadorianId } from "stdnum/lib/cjs/ec/ci.js";
import { validate as mexicanCurp } from "stdnum/lib/cjs/mx/curp.js";
import { validate as mexicanTax } from "stdnum/lib/cjs/mx/rfc.js";
import { validate as uruguayanId } from "stdnum/lib/cjs/uy/cedula.js";
import { luhn } from "../check-digits.ts";
import type { NumberKind } from "../kind.ts";
import { personal, valid } from "../stdnum.ts";

export const americas: readonly NumberKind[] = [
  {
    name: "social security number of the United States",
    group: "government",
    form: /^(?!000|666|9)\d{3}(?!00)\d\d(?!0000)\d{4}$/,
    alone: /^\d{3}-\d\d-\d{4}$/,
    labels:
      "ssn, SS, social security, social security number, social security no, social security num, soc sec, ssn number, ssn no, us ssn, socialsecurity",
  },
  {
    name: "ITIN of the United States",
    group: "tax",
    form: /^9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/,
    labels:
      "itin, individual taxpayer identification number, individual taxpayer number, itin number, taxpayer identification number, taxpayer id, tax id, tin",
  },
  {
    name: "social insurance number of Canada",
    group: "government",
    form: /^[1-79]\d{8}$/,
    check: personal(canadianInsurance),
    labels:
      "SIN, sin number, sin no, social insurance number, social insurance no, social insurance, NAS, numero d assurance sociale, assurance sociale, canadian sin",
  },
  {
    name: "CPF of Brazil",
    group: "tax",
    form: /^\d{11}$/,
    check: personal(brazilianCpf),
    passRate: 1,
    alone: /^\d{3}\.\d{3}\.\d{3}-\d\d$/,
    labels:
      "cpf, cpf mf, cadastro de pessoas fisicas, cadastro de pessoa fisica, numero de cpf, n cpf, brazilian tax id",
  },
  {
    name: "CURP of Mexico",
    group: "government",
    form: /^[A-Z]{4}\d\d[01]\d[0-3]\d[HMX][A-Z]{5}[0-9A-Z]\d$/,
    check: personal(mexicanCurp),
    passRate: 0.02,
    alone: /^[A-Z]{4}\d{6}[HMX][A-Z]{5}[0-9A-Z]\d$/,
    labels: "curp, clave unica de registro de poblacion, clave unica, registro de poblacion",
  },
  {
    name: "RFC of a person in Mexico",
    group: "tax",
    form: /^[A-ZÑ]{4}\d\d[01]\d[0-3]\d[0-9A-Z]{3}$/,
    check: personal(mexicanTax),
    labels: "rfc, r f c, registro federal de contribuyentes, registro federal, mexican tax id",
  },
  {
    name: "CUIT of a person in Argentina",
    group: "tax",
    form: /^2[03457]\d{9}$/,
    check: valid(argentineTax),
    passRate: 0.5,
    alone: /^2[03457]-\d{8}-\d$/,
    labels:
      "cuit, cuil, cuit cuil, clave unica de identificacion tributaria, identificacion laboral, codigo unico de identificacion laboral",
  },
  {
    name: "DNI of Argentina or Peru",
    group: "government",
    form: /^\d{7,8}$/,
    labels:
      "DNI, documento nacional de identidad, nro de documento, numero de documento, d n i, nro documento, documento nro",
  },
  {
    name: "RUT of Chile",
    group: "government",
    form: /^[1-3]?\d{7}[0-9K]$/,
    check: valid(chileanRun),
    labels:
      "rut, RUN, rol unico tributario, rol unico nacional, rut run, cedula de identidad, r u t, carnet de identidad, chilean id",
  },
  {
    name: "cédula of Colombia",
    group: "government",
    form: /^[1-9]\d{5,9}$/,
    labels:
      "cédula de ciudadanía, cedula de ciudadania, cedula ciudadania, cédula de extranjería, cédula no, cédula número, nuip, colombian id",
  },
  {
    name: "cédula of Ecuador",
    group: "government",
    form: /^(?:[01]\d|2[0-4]|30)[0-6]\d{7}$/,
    check: personal(ecuadorianId),
    labels: "cédula, cédula de identidad, cedula, cedula de identidad, CI, numero de cedula, ecuadorian id",
  },
  {
    name: "cédula of Uruguay",
    group: "government",
    form: /^[1-9]\d{6,7}$/,
    check: personal(uruguayanId),
    labels: "cédula, cédula de identidad, cedula, cedula de identidad, CI, numero de cedula, uruguayan id",
  },
  {
    name: "cédula of the Dominican Republic",
    group: "government",
    form: /^\d{11}$/,
    check: (compact) => luhn(compact) && personal(dominicanId)(compact),
    labels: "cédula, cédula de identidad, cedula, cedula de identidad y electoral, numero de cedula, dominican id",
  },
];
