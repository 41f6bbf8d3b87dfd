import fc from "fast-check";
import { expect, test } from "vitest";
import { databaseAddress, isUrl } from "./database-address.ts";

test.each([
  ["postgres://ada@db.example.org/shop", "postgres", "shop", "postgres://ada:PASSWORD@db.example.org/shop"],
  ["postgresql://db:5433/shop", "postgres", "shop", "postgresql://postgres:PASSWORD@db:5433/shop"],
  ["postgres:///shop", "postgres", "shop", "postgres://postgres:PASSWORD@localhost/shop"],
  ["mysql://ada:x@db/shop?charset=y", "mysql", "shop", "mysql://ada:PASSWORD@db/shop"],
  ["mariadb://[::1]:3307/a%20b", "mysql", "a b", "mariadb://root:PASSWORD@[::1]:3307/a%20b"],
  [
    "postgres://db/shop?x=1&sslmode=require",
    "postgres",
    "shop",
    "postgres://postgres:PASSWORD@db/shop?sslmode=require",
  ],
])("%s names a database", (written, kind, database, shown) => {
  expect(databaseAddress(written)).toMatchObject({ kind, database, shown });
});

test.each([
  ["postgres://db", 'the address "postgres://…" does not name one database'],
  ["postgres://db/a/b", 'the address "postgres://…" does not name one database'],
  ["postgres://db:port/a", 'the address "postgres://…" is not a URL'],
  ["mysql://db/%zz", 'the address "mysql://…" has an incomplete percent code'],
  ["sqlite:///shop.db", '"sqlite://…" is the address of a file'],
  ["jdbc:postgresql://db/a", '"jdbc:postgresql://…" is not the address of a database that wct reads'],
  ["constructor://db/a", '"constructor://…" is not the address of a database that wct reads'],
])("%s is explained", (written, message) => {
  expect(databaseAddress(written)).toMatchObject({ code: "WCT_USAGE", message });
});

test("paths are not addresses", () => {
  expect(["shop.db", "./a://b", "/a://b", "postgres:", "C:/a", ""].filter(isUrl)).toEqual([]);
});

test("no part of a password is shown, also of one that is not encoded", () => {
  const part = fc.string({ unit: fc.constantFrom(..."/#?@:%&=[]\\ 1aü"), maxLength: 6 });
  fc.assert(
    fc.property(part, part, part, fc.constantFrom("postgres", "mysql", "oracle"), (before, after, query, scheme) => {
      const password = `${before}Secret${after}`;
      for (const written of [
        `${scheme}://ada:${password}@db/shop`,
        `${scheme}://ada:${encodeURIComponent(password)}@db/shop?password=${password}${query}`,
      ]) {
        expect(isUrl(written)).toBe(true);
        const address = databaseAddress(written);
        expect(JSON.stringify(address)).not.toMatch(/secret/i);
        if ("kind" in address) expect(address.hasPassword).toBe(true);
      }
    }),
    { numRuns: 2000, seed: 13 },
  );
});
