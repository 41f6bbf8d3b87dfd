import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { standardInput } from "../../../plugin/index.ts";
import { collect, fakeContext, inputOf } from "../../../testing/component-context.ts";
import { itemsIn } from "../../../testing/files/file-items.ts";
import { rulesetFiles } from "../../rulesets/index.ts";
import { personalDataConfig } from "../config.ts";
import { personalData } from "../index.ts";

const shipped = rulesetFiles.find(({ uri }) => uri === "local/personal_data/1.0.0")!;

/** Returns the locations and categories of the personal data found in a file. */
async function placesIn(path: string, content: string): Promise<readonly string[]> {
  const items = await itemsIn(path, content);
  const source = { kind: "filesystem", connector: "test", location: "x" } as const;
  const rest = { name: "x", source, limits: { truncated: false, notices: [] }, summary: {} };
  const ruleset = { uri: shipped.uri, path: fileURLToPath(shipped.file) };
  const config = { ...personalDataConfig.parse({}), ruleset };
  const inputs = { standard_input: inputOf(standardInput, [{ elements: items, rest }]) };
  const { elements } = await collect(personalData.process(fakeContext({ config, inputs })));
  return elements.map(({ locator, category }) =>
    locator.kind === "field" ? `${locator.path}#${locator.field} ${category}` : `${path} ${category}`,
  );
}

describe("a key in which personal data stands", () => {
  const phone = "+49 171 2345678";
  const phones = (from: number) => [1, 2, 3, 4, 5].map((at) => `+49 171 23456${from + at + 10}`);
  const place = async (content: unknown, path = "a.json") =>
    placesIn(path, typeof content === "string" ? content : JSON.stringify(content));

  test.each<[string, unknown]>([
    ["a family name over a record", { Mustermann: { phone, note: "x" } }],
    ["a full name in one word", { ErikaMustermann: { phone } }],
    ["a full name with an underscore", { Erika_Mustermann: { phone } }],
    ["first names beside each other", { erika: { phone }, jonas: { phone: "+49 171 2345679" } }],
    ["a name that stands in the record", { mustermann: { phone, fullName: "Erika Mustermann" } }],
  ])("is shown as a star: %s", async (_, content) => {
    const found = await place(content);
    expect(found).toContain("a.json#*.phone phone");
    expect(found.join()).not.toMatch(/mustermann|erika|jonas/i);
  });

  test("is shown as a star below other keys, and as a value", async () => {
    expect(await place({ phones: { Erika: phones(0), Jonas: phones(5) } })).toEqual([
      "a.json#phones.*[] phone",
      "a.json name",
    ]);
    expect(await place({ staff: [{ Mustermann: { mobile: phone } }] })).toEqual(["a.json#staff[].*.mobile phone"]);
  });

  test("is shown as a star in a header", async () => {
    const rows = phones(0).map((one, at) => `${at},2026-01-01,${one}`);
    expect(await place(`id,date,Erika Mustermann\n${rows.join("\n")}\n`, "a.csv")).toEqual([
      "a.csv#* phone",
      "a.csv name",
    ]);
  });

  test.each<[string, unknown]>([
    ["customer.phone", { customer: { phone } }],
    ["billing.phone", { billing: { phone }, shipping: { phone: "+49 171 2345679" } }],
    ["Customer.Contact.Phone", { Customer: { Contact: { Phone: phone } } }],
    ["Ansprechpartner.Telefon", { Ansprechpartner: { Telefon: phone } }],
    ["emergencyContact.phone", { emergencyContact: { phone } }],
  ])("is another than one that names a field: %s", async (field, content) => {
    expect(await place(content)).toContain(`a.json#${field} phone`);
  });
});
