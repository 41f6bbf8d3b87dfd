import { describe, expect, test } from "vitest";
import { isAt } from "./locations.ts";

const at = (locator: object, place: string) => (pattern: string) =>
  isAt({ locator: { ...locator } } as never, place, pattern);

describe("a pattern of locations", () => {
  const column = at(
    { kind: "column", database: "shop", schema: "hr", table: "staff", column: "iban" },
    "shop.hr.staff.iban",
  );
  test.each([
    ...["shop", "hr", "shop.hr", "staff", "shop.staff", "hr.staff", "shop.hr.staff", "staff.iban", "shop.staff.iban"],
    ...["hr.staff.iban", "shop.hr.staff.iban", "Staff", "SHOP.*", "*.iban", "shop.staff*"],
  ])("%s names a column or what contains it", (pattern) => {
    expect(column(pattern)).toBe(true);
  });
  test.each(["sho", "staf", "iban", "shop.iban", "crm.staff", "mail/", ""])("%j names another column", (pattern) => {
    expect(column(pattern)).toBe(false);
  });

  const field = at(
    { kind: "field", path: "finance/2024/Kunden.csv", field: "E-Mail" },
    "finance/2024/Kunden.csv: E-Mail",
  );
  test.each([
    ...["finance", "finance/", "finance/2024", "2024", "kunden.csv", "finance/2024/Kunden.csv", "*.csv", "finance/*"],
    ...["finance/2024/Kunden.csv: E-Mail", "finance/*/kunden.csv"],
  ])("%s names a file or a folder that contains it", (pattern) => {
    expect(field(pattern)).toBe(true);
  });
  test.each(["2024/Kunden.csv", "fin", "kunden", "/", "*/kunden"])("%j names another file", (pattern) => {
    expect(field(pattern)).toBe(false);
  });

  test("names an archive, and a file inside it", () => {
    const inside = at({ kind: "file", path: "old/2023.zip › mail/a.eml" }, "old/2023.zip › mail/a.eml:3");
    for (const pattern of ["old/2023.zip", "2023.zip", "a.eml", "old"]) expect(inside(pattern)).toBe(true);
    expect(inside("2024.zip")).toBe(false);
  });
});
