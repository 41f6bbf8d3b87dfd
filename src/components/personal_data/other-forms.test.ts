import { describe, expect, test } from "vitest";
import { shippedKit } from "../../testing/shipped-rules.ts";
import { readEntity } from "../rules/index.ts";
import { evaluateColumn } from "./column.ts";

const kit = await shippedKit();

function evaluated(table: string, name: string, values: readonly string[]) {
  const entity = readEntity({ name: table, columns: [name] }, kit.rules.entities);
  return evaluateColumn({ name, family: "text", entity }, { distinct: values, counts: values.map(() => 1) }, kit);
}
const found = (table: string, name: string, values: readonly string[]) =>
  evaluated(table, name, values).map(({ compiled }) => compiled.rule.category);

const mails = ["ines.falk@gmx.de", "j.moreau@orange.fr", "piotr.nowak@wp.pl"];
const phones = ["+49 30 901820", "+33 1 42 68 53 00", "+48 22 695 29 00"];
const ibans = ["DE89370400440532013000", "FR1420041010050500013M02606"];

describe("a column whose values are all of one other form", () => {
  test.each([
    ["customers", "Contact", mails, ["email"]],
    ["customers", "contact_name", mails, ["email"]],
    ["members", "Ansprechpartner", mails, ["email"]],
    ["clients", "Adresse", mails, ["email"]],
    ["clients", "phone", mails, ["email"]],
    ["clients", "téléphone", mails, ["email"]],
    ["users", "birthday", mails, ["email"]],
    ["users", "email", phones, ["phone"]],
    ["users", "full_name", phones, ["phone"]],
    ["users", "address", phones, ["phone"]],
    ["users", "phone", ibans.concat("NL91ABNA0417164300"), ["bank_account"]],
  ])("%s.%s holds what its values are", (table, name, values, expected) => {
    expect(found(table, name, values)).toEqual(expected);
  });

  test.each([
    ["customers", "contact_name", mails, "email"],
    ["customers", "address", phones, "phone"],
    ["customers", "tax_id", ibans, "bank_account"],
    ["customers", "employer", ["https://www.linkedin.com/in/ines-falk", "https://github.com/inesfalk"], "url"],
    ["customers", "full_name", ["3c:22:fb:a1:09:4e", "a4:83:e7:5d:01:bc"], "device_id"],
  ])("%s.%s holds what one or two values are", (table, name, values, expected) => {
    expect(found(table, name, values.slice(0, 1))).toEqual([expected]);
    expect(found(table, name, values.slice(0, 2))).toEqual([expected]);
  });

  test("keeps what its name says if the other form is not reported", () => {
    expect(found("customers", "contact_name", ["noreply@muster.de"])).toEqual(["name"]);
    expect(found("customers", "contact_name", ["noreply@muster.de", "bounces@muster.de"])).toEqual(["name"]);
  });

  test("keeps what its name says if some values are not", () => {
    expect(found("customers", "contact_name", [...mails, "Ines Falk"])).toContain("name");
    expect(found("users", "phone", ["030 901820", ...mails])).toContain("phone");
  });

  test("keeps a user name that is an e-mail address", () => {
    expect(found("users", "username", mails)).toContain("username");
  });
});

describe("a column of mailboxes of functions", () => {
  const roles = ["info@muster.de", "ventas@tienda.es", "biuro@firma.pl"];

  test("of customers is found, with less certainty and the reason", () => {
    const [email] = evaluated("customers", "email", roles);
    expect(email?.score).toBeGreaterThanOrEqual(0.5);
    expect(email?.score).toBeLessThan(0.8);
    expect(email?.explain.signals).toContain("mailbox of a function, not of a person");
  });

  test("beside one of a person is the column of persons that it was", () => {
    expect(evaluated("customers", "email", [...mails, "info@muster.de"])[0]?.score).toBeGreaterThan(0.85);
  });
});
