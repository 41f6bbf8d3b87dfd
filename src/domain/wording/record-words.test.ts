import fc from "fast-check";
import { expect, test } from "vitest";
import { declaredTermText, periodText, termText } from "./index.ts";

test.each([
  ["P10Y", "10 years"],
  ["P1Y", "1 year"],
  ["P30D", "30 days"],
  ["P13M", "13 months"],
  ["P1Y6M", "1 year and 6 months"],
  ["P2Y3M10D", "2 years, 3 months and 10 days"],
  ["P2W", "2 weeks"],
  ["PT48H", "48 hours"],
  ["P1DT12H", "1 day and 12 hours"],
  ["PT15M", "15 minutes"],
  ["P0D", "0 days"],
])("the period %s is %s", (iso, text) => {
  expect(periodText(iso)).toBe(text);
});

test.each(["P", "PT", "P1", "P10", "p10y", "10 years", "until the account is closed", "P1H", "", "Probezeit"])(
  "%j is no duration and stays as it is",
  (text) => {
    expect(periodText(text)).toBe(text);
  },
);

test.each([
  ["payroll_hr", "Payroll and HR"],
  ["ip_address", "IP address"],
  ["date_of_birth", "Date of birth"],
  ["customer", "Customer"],
  ["Fulfilling orders", "Fulfilling orders"],
])("the term %s is %s", (id, text) => {
  expect(termText(id)).toBe(text);
});

test.each(["crm", "customer", "bpost", "my_system", "iCloud", "constructor", "__proto__", "Kunde_A"])(
  "%s may be a name, and stays as it was declared",
  (text) => {
    expect(declaredTermText(text)).toBe(text);
  },
);

test("no text becomes empty", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (text) => {
      for (const read of [termText, declaredTermText, periodText]) expect(read(text)).not.toBe("");
    }),
  );
});
