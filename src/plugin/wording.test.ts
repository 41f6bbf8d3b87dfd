import fc from "fast-check";
import { expect, test } from "vitest";
import { formatPercent, locationText, percentOf } from "./index.ts";

test.each([
  [24 / 36, "67%"],
  [0, "0%"],
  [1, "100%"],
  [0.999, "99%"],
  [0.001, "1%"],
  [null, "-"],
])("the share %j is %s", (share, text) => {
  expect(formatPercent(share)).toBe(text);
});

test("only all is 100%, only nothing is 0%", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
      expect(percentOf(share) === 100).toBe(share === 1);
      expect(percentOf(share) === 0).toBe(share === 0);
    }),
  );
});

test.each([
  [{ kind: "column", database: "shop", table: "Customer", column: "Email" }, "shop.Customer.Email"],
  [{ kind: "column", database: "shop", schema: "crm", table: "Customer", column: "Email" }, "shop.crm.Customer.Email"],
  [{ kind: "table", database: "shop", table: "Customer" }, "shop.Customer"],
  [{ kind: "file", path: "logs/access.log", line: 7, column: 3 }, "logs/access.log:7"],
  [{ kind: "file", path: "logs/access.log" }, "logs/access.log"],
  [{ kind: "field", path: "crm.json", field: "people[].name" }, "crm.json: people[].name"],
  [{ kind: "page", table: "of another plugin" }, "of another plugin"],
  [{}, ""],
])("the location %j is %s", (locator, text) => {
  expect(locationText(locator)).toBe(text);
});
