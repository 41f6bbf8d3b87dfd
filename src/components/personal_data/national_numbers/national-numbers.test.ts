import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findNumbers, testNumber } from "./index.ts";
import { rarePassRate } from "./kind.ts";
import { kinds } from "./kinds/index.ts";

const found = (text: string) => findNumbers(text).map(({ start, end, kind }) => [text.slice(start, end), kind.name]);
const values = (text: string) => findNumbers(text).map(({ start, end }) => text.slice(start, end));

describe("a number behind its word is found", () => {
  test.each([
    ["PESEL: 44051401359", "44051401359"],
    ["mein numer PESEL to 44051401359.", "44051401359"],
    ["44051401359 (PESEL)", "44051401359"],
    ["numéro de sécurité sociale 2 81 04 75 123 456 78", "2 81 04 75 123 456 78"],
    ["N° sécurité sociale: 295109912611193", "295109912611193"],
    ["Sozialversicherungsnummer 65 070803 A 026", "65 070803 A 026"],
    ["SV-Nr. 15070649C103", "15070649C103"],
    ["Codice fiscale: RSSMRA80A01H501U", "RSSMRA80A01H501U"],
    ["il mio codice fiscale è rssmra80a01h501u", "rssmra80a01h501u"],
    ["National Insurance number AB 12 34 56 C", "AB 12 34 56 C"],
    ["NI: AB123456C", "AB123456C"],
    ["fødselsnummer 15108695088", "15108695088"],
    ["fodselsnr=15108695088", "15108695088"],
    ["ssn 219 09 9999", "219 09 9999"],
    ["Meine Steuer-ID lautet 86 095 742 719.", "86 095 742 719"],
    ["Steueridentifikationsnummer: 36574261809", "36574261809"],
    ["NHS number 943 476 5919", "943 476 5919"],
    ["henkilötunnukseni on 131052-308T", "131052-308T"],
    ["personnummer 811218-9876", "811218-9876"],
    ["CPR-nr. 211062-5629", "211062-5629"],
    ["ЕГН: 7523169263", "7523169263"],
    ["ΑΜΚΑ 01013099997", "01013099997"],
    ["ο ΑΦΜ μου είναι 094259216", "094259216"],
    ["r.č. 710319/2745", "710319/2745"],
    ["rodným číslom 7103192745", "7103192745"],
    ["Rijksregisternummer 85.07.30-033.28", "85.07.30-033.28"],
    ["mijn BSN is 111222333", "111222333"],
    ["DNI 54362315K", "54362315K"],
    ["NIE: X-2482300-W", "X-2482300-W"],
    ["número de contribuinte 123456789", "123456789"],
    ["CNP 1630615123457", "1630615123457"],
    ["OIB: 33392005961", "33392005961"],
    ["isikukood 37605030299", "37605030299"],
    ["personas kods 161175-19997", "161175-19997"],
    ["asmens kodas: 33309240064", "33309240064"],
    ["EMŠO 0101006500006", "0101006500006"],
    ["AHV-Nr. 756.9217.0769.85", "756.9217.0769.85"],
    ["kennitala 120174-3399", "120174-3399"],
    ["T.C. kimlik no: 17291716060", "17291716060"],
    ["我的身份证号码是11010519491231002X。", "11010519491231002X"],
    ['{"nationalInsuranceNumber":"AB123456C"}', "AB123456C"],
    ["user_tax_id=86095742719", "86095742719"],
    ["passport no. C01X00T47", "C01X00T47"],
    ["numéro de passeport : 12AB34567", "12AB34567"],
    ["Kennzeichen: B-MW 1234", "B-MW 1234"],
    ["Kundennummer K-10023", "K-10023"],
    ["Passnummer: CFYPHHKK51", "CFYPHHKK51"],
    ["Ausweisnummer LVPJJY7ZG9", "LVPJJY7ZG9"],
    ["BIS-nummer 64511176524", "64511176524"],
    ["Kt.: 120174-3399", "120174-3399"],
    ["Número de CC 00000000 0 ZZ4", "00000000 0 ZZ4"],
    ["Steuernummer: 133/8150/8159", "133/8150/8159"],
    ['"NINO";"AB123456C"', "AB123456C"],
    ['"St.-Nr.";"21411702837"', "21411702837"],
    ["Personnummer 070761-4285", "070761-4285"],
    ["CPR-nr. 070110-1236", "070110-1236"],
  ])("%s", (text, value) => expect(values(text)).toEqual([value]));
});

describe("other numbers are not", () => {
  test.each([
    "PESEL: 44051401358",
    "order 44051401359, EAN 4006381333931",
    "BSN: 111222334, bsn 123",
    "Passnummer C69VRY7Z20, Kt. 080360-7519",
    "Sozialversicherungsnummer 15 020149 F 724",
    "personnummer 241006-9679",
    "Meine Steuer-ID lautet 86 095 742 718.",
    "codice fiscale: RSSMRA80A01H501X",
    "VAT number DE136695976, USt-IdNr. DE 136 695 976",
    "Umsatzsteuer 12345678901",
    "NIF: B-58378431",
    "I have 3 passports and 12 visas since 2019-10-12",
    "no se puede vivir sin 123456782 euros",
    "passport control opens 2024-10-11 at 10:30",
    "CR_DEPRECATED_CLIENT_NO_SCHEMA_OPTION = 4128",
    "the customer number field accepts up to 10000 values",
    "SSN 000-12-3456 666-12-3456 900-12-3456",
    "x123-45-6789 123-45-67890 123-45-6789.5",
    "sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "commit 12345678Z and build 20240115.1",
    "version 756.1.2, phone 030 901820",
    "tarjeta 4556737586899855",
  ])("%s", (text) => expect(found(text)).toEqual([]));
});

test("a spelling that nothing else has needs no word", () => {
  expect(values("see 219-09-9999, 756.9217.0769.85, 390.533.447-05, 131052-308T and RSSMRA80A01H501U")).toEqual([
    "219-09-9999",
    "756.9217.0769.85",
    "390.533.447-05",
    "131052-308T",
    "RSSMRA80A01H501U",
  ]);
});

test("a general label is enough for a check that few numbers pass", () => {
  expect(values("national id 1630615123457, national id 15108695088")).toEqual(["1630615123457", "15108695088"]);
  expect(values("national id 33392005961, national id 111222333")).toEqual([]);
});

const withoutLooks = (form: RegExp): RegExp =>
  new RegExp(form.source.replace(/\(\?[=!][^()]*(?:\([^()]*\))?[^()]*\)/g, ""));
const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Numbers of a kind: of the form, with one character changed so that the check passes. */
function samples({ form, check, confirm }: (typeof kinds)[number], numRuns: number): readonly string[] {
  return fc.sample(fc.stringMatching(withoutLooks(form)), { numRuns, seed: 11 }).flatMap((start) => {
    const near = [...start].flatMap((_, at) =>
      [...letters].map((letter) => start.slice(0, at) + letter + start.slice(at + 1)),
    );
    const fits = (value: string) => form.test(value) && (check ?? confirm ?? (() => true))(value);
    return [start, ...near.toReversed()].find(fits) ?? [];
  });
}

describe.each(kinds.filter(({ check, alone }) => check !== undefined && alone === undefined))("$name", (kind) => {
  const all = samples(kind, 60).filter((value) => (value.match(/\d/g) ?? []).length > 2);
  const [label = ""] = kind.labels.split(",").map((one) => one.trim().replaceAll("*", "o"));

  test("is found behind its first label", () => {
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter((value) => values(`${label}: ${value}, and more`)[0] !== value)).toEqual([]);
  });

  test("is rejected if its check digits are wrong", () => {
    const wrong = all.flatMap((value) =>
      [...value].flatMap((_, at) => {
        const changed = value.slice(0, at) + ((Number(value[at]) + 3) % 10) + value.slice(at + 1);
        return /\d/.test(value[at] ?? "") && kind.check?.(changed) === false && !/12345|98765/.test(changed)
          ? [changed]
          : [];
      }),
    );
    const accepted = wrong.filter((value) => findNumbers(`${label}: ${value}`).some((match) => match.kind === kind));
    expect(accepted).toEqual([]);
  });

  if (kind.passRate !== undefined) {
    const { passRate } = kind;
    test(`is passed by at most ${passRate} % of random digits`, () => {
      const forms = all.length > 0 ? all : [""];
      const random = fc.sample(fc.tuple(fc.constantFrom(...forms), fc.stringMatching(/^\d{20}$/)), {
        numRuns: 4000,
        seed: 5,
      });
      const passed = random.filter(([form, digits]) => {
        const value = [...form].map((character, at) => (/\d/.test(character) ? digits[at] : character)).join("");
        return kind.form.test(value) && kind.check?.(value) === true;
      });
      // Three standard deviations above the declared share.
      const expected = passRate * 40;
      expect(passed.length).toBeLessThanOrEqual(expected + 3 * Math.sqrt(expected) + 1);
    });
  }
});

test("a whole value of a column without a name needs a check that few numbers pass", () => {
  const test = (value: string, isNamed: boolean) => testNumber(value, { group: "government", isNamed })?.kind.name;
  expect(test("1630615123457", false)).toBe("CNP of Romania");
  expect(test("1630615123458", false)).toBeUndefined();
  expect(test("111222333", false)).toBeUndefined();
  expect(test("111222333", true)).toBeDefined();
  expect(test("AB123456C", true)).toBeDefined();
  expect(test("hello", true)).toBeUndefined();
  expect(rarePassRate).toBeLessThan(1);
});
