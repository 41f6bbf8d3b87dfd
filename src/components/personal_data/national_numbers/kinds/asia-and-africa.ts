import { validate as australianTax } from "stdnum/lib/cjs/au/tfn.js";
import { validate as chineseId } from "stdnum/lib/cjs/cn/ric.js";
import { validate as hongKongId } from "stdnum/lib/cjs/hk/hkid.js";
import { validate as israeliId } from "stdnum/lib/cjs/il/idnr.js";
import { validate as aadhaar } from "stdnum/lib/cjs/in/aadhaar.js";
import { validate as koreanNumber } from "stdnum/lib/cjs/kr/rrn.js";
import { validate as malaysianCard } from "stdnum/lib/cjs/my/nric.js";
import { validate as zealandTax } from "stdnum/lib/cjs/nz/ird.js";
import { validate as pakistaniCard } from "stdnum/lib/cjs/pk/cnic.js";
import { validate as thaiId } from "stdnum/lib/cjs/th/idnr.js";
import { validate as taiwaneseId } from "stdnum/lib/cjs/tw/natid.js";
import { validate as southAfricanId } from "stdnum/lib/cjs/za/idnr.js";
import { medicare, myNumber, nhi, nric } from "../check-digits.ts";
import type { NumberKind } from "../kind.ts";
import { personal, valid } from "../stdnum.ts";

export const asiaAndAfrica: readonly NumberKind[] = [
  {
    name: "tax file number of Australia",
    group: "tax",
    form: /^\d{8,9}$/,
    check: valid(australianTax),
    labels: "tfn, tax file number, tax file no, tfn number",
  },
  {
    name: "Medicare number of Australia",
    group: "government",
    form: /^[2-6]\d{9,10}$/,
    check: medicare,
    labels: "medicare, medicare number, medicare no, medicare card, medicare card number",
  },
  {
    name: "tax number of New Zealand",
    group: "tax",
    form: /^\d{8,9}$/,
    check: valid(zealandTax),
    labels: "ird, ird number, ird no, inland revenue number",
  },
  {
    name: "health number of New Zealand",
    group: "government",
    form: /^[A-HJ-NP-Z]{3}\d{4}$|^[A-HJ-NP-Z]{3}\d\d[A-HJ-NP-Z]{2}$/,
    check: nhi,
    labels: "nhi, nhi number, nhi no, national health index, national health index number",
  },
  {
    name: "Aadhaar of India",
    group: "government",
    form: /^[2-9]\d{11}$/,
    check: personal(aadhaar),
    labels: "aadhaar, aadhar, aadhaar number, aadhaar no, adhaar, uidai, UID, आधार",
  },
  {
    name: "PAN of a person in India",
    group: "tax",
    form: /^[A-Z]{3}P[A-Z]\d{4}[A-Z]$/,
    labels: "PAN, pan no, pan number, pan card, permanent account number, income tax pan",
  },
  {
    name: "resident identity number of China",
    group: "government",
    form: /^[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d{4}[0-9X]$/,
    check: personal(chineseId),
    passRate: 0.01,
    alone: /^\d{17}[0-9X]$/,
    labels:
      "身份证, 身份证号, 身份证号码, 居民身份证, 公民身份号码, 证件号码, 身分證, resident identity card, chinese id",
  },
  {
    name: "My Number of Japan",
    group: "government",
    form: /^\d{12}$/,
    check: myNumber,
    labels: "マイナンバー, 個人番号, my number, mynumber",
  },
  {
    name: "resident registration number of Korea",
    group: "government",
    form: /^\d\d[01]\d[0-3]\d[1-8]\d{6}$/,
    // Numbers given since October 2020 have no check digit.
    check: (compact) => /^2[0-9].{4}[34]/.test(compact) || personal(koreanNumber)(compact),
    passRate: 0.9,
    labels: "주민등록번호, 주민번호, 주민 등록 번호, 외국인등록번호, rrn, resident registration number, jumin",
  },
  {
    name: "NRIC of Singapore",
    group: "government",
    form: /^[STFGM]\d{7}[A-Z]$/,
    check: nric,
    labels: "nric, FIN, nric no, nric number, nric fin, identification no, singapore id, FIN no",
  },
  {
    name: "identity card of Hong Kong",
    group: "government",
    form: /^[A-Z]{1,2}\d{6}[0-9A]$/,
    check: personal(hongKongId),
    labels: "hkid, hong kong identity card, hong kong id, hkid no, 香港身份證, 身份證號碼, 身分證號碼",
  },
  {
    name: "identity card of Taiwan",
    group: "government",
    form: /^[A-Z][12]\d{8}$/,
    check: personal(taiwaneseId),
    labels: "身分證, 身分證字號, 身份證字號, 統一編號, taiwan id, national identification card",
  },
  {
    name: "identity card of Malaysia",
    group: "government",
    form: /^\d\d[01]\d[0-3]\d{7}$/,
    confirm: personal(malaysianCard),
    labels: "mykad, nric, ic no, ic number, no kad pengenalan, kad pengenalan, no kp, malaysian ic",
  },
  {
    name: "identity number of Thailand",
    group: "government",
    form: /^[1-8]\d{12}$/,
    check: personal(thaiId),
    alone: /^\d-\d{4}-\d{5}-\d\d-\d$/,
    labels: "เลขประจำตัวประชาชน, บัตรประชาชน, เลขบัตรประชาชน, thai id, thai national id, citizen id",
  },
  {
    name: "CNIC of Pakistan",
    group: "government",
    form: /^[1-8]\d{12}$/,
    confirm: valid(pakistaniCard),
    labels: "cnic, nicop, cnic no, cnic number, شناختی کارڈ",
  },
  {
    name: "identity number of Israel",
    group: "government",
    form: /^\d{9}$/,
    check: personal(israeliId),
    labels: "teudat zehut, mispar zehut, תעודת זהות, מספר זהות, ת ז, תז, israeli id",
  },
  {
    name: "identity number of South Africa",
    group: "government",
    form: /^\d\d[01]\d[0-3]\d{5}[01]\d\d$/,
    check: personal(southAfricanId),
    passRate: 0.1,
    labels: "south african id, sa id, id number, id no, identity number, identiteitsnommer, id nommer, rsa id",
  },
];
