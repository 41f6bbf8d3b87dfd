import { expect, test } from "vitest";
import { phone } from "./phone.ts";

const recogniser = phone(["DE", "FR", "BE", "NL", "CH", "DK", "NO", "ES"]);
const found = (text: string): readonly string[] =>
  [...recogniser.find(text)].map(({ start, end }) => text.slice(start, end));

test.each([
  ["Mon téléphone est le 04.72.00.11.22.", ["04.72.00.11.22"]],
  ["tél. 04.72.00.11.22, fixe 01.44.06.07.08", ["04.72.00.11.22", "01.44.06.07.08"]],
  ["gsm 0470.12.34.56, tel. 02.555.12.34", ["0470.12.34.56", "02.555.12.34"]],
  ["Bel 020.123.45.67 of 06.12.34.56.78", ["020.123.45.67", "06.12.34.56.78"]],
  ["Tel. 044.668.18.00", ["044.668.18.00"]],
  ["Tlf. 32.12.34.56, mobil: 20.12.34.57", ["32.12.34.56", "20.12.34.57"]],
  ["Mi móvil es 612.34.56.78", ["612.34.56.78"]],
])("phone numbers with dots are found in %j", (text, numbers) => {
  expect(found(text)).toEqual(numbers);
});

test.each([
  "server 32.12.34.56, phone gateway at 91.155.12.34 and 62.116.20.11",
  "tel. office, then 62.116.20.11",
  "1.02.03.04.05, 12.04.2025, 04.12.25, OID 1.3.6.1.4.1.311, 192.168.10.20",
  "01.02.03.04.05 and 00.00.00.00.00",
  "version 10.0.19045.3803, 2.555.12.34.1",
])("versions, dates and addresses of machines in %j are no phone numbers", (text) => {
  expect(found(text)).toEqual([]);
});

test.each(["Phone sales of 4512345678 units", "phones: 0301234567 pro Jahr", "0301234567 calls"])(
  "a count in %j is no phone number",
  (text) => expect(found(text)).toEqual([]),
);

test("a number before other words is a phone number", () => {
  expect(found("Call 0301234567 after six")).toEqual(["0301234567"]);
});

test("a word for a line behind a number says that it is one, at the end of its field only", () => {
  const scores = (text: string): readonly number[] => [...recogniser.find(text)].map(({ score }) => score);
  expect(scores("28-64-66-98 office\n")).toEqual([0.55]);
  expect(scores("(37) 788-063-Office\\,")).toEqual([0.55]);
  expect(scores("28-64-66-98 office hours")).toEqual([0.3]);
});

test("a slash behind an area code and a dot before an extension belong to a number", () => {
  expect([...phone(["US"]).find("708/612-5488 ext. 2989, (201).557.3729")].map(({ score }) => score)).toEqual([
    0.6, 0.6,
  ]);
});
