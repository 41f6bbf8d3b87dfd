import { expect, test } from "vitest";
import type { CompiledRule } from "../rules.ts";
import { labelHits } from "./label-hits.ts";

const rule = {
  rule: { names: ["first name", "vorname", "nachname", "=surname", "contact name"] },
} as unknown as CompiledRule;
const found = (text: string): readonly string[] =>
  [...labelHits(text, rule)].map(({ span }) => text.slice(span.start, span.end));

test.each([
  ["Bitte ändern Sie den Vorname: Ines, danke.", ["Ines"]],
  ["first_name=Ines last order 12", ["Ines"]],
  ["Your first name: Jean-Luc, surname: Petit", ["Jean-Luc", "Petit"]],
  ["Contact name: Ines Falk", ["Ines Falk"]],
  ["NACHNAME: Falk", ["Falk"]],
])("the name behind a label in %j is found", (text, names) => {
  expect(found(text)).toEqual(names);
});

test.each([
  "firstName: String;",
  "first name: required",
  "surname = Schema.string()",
  "Please note: Ines is away",
  "vorname: Text",
  "first name: Foo => bar",
  "updateFirstName:Ru,createLink:gc,removeLink:k",
  "const surname = Person.surname;",
])("%j holds no name behind a label", (text) => {
  expect(found(text)).toEqual([]);
});
