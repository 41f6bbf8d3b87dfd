import fc from "fast-check";
import { expect, test } from "vitest";
import { artifactIds } from "./names.ts";

const idOf = (name: string) => artifactIds([{ name, fallback: "database" }])[0];

test.each([
  ["shop", "shop"],
  ["My Shop (2026)", "my_shop_2026"],
  ["2026-orders", "database_2026_orders"],
  ["Größe", "grosse"],
  ["Čapek", "capek"],
  ["магазин", "database"],
  ["../../etc", "etc"],
  ["and", "database_and"],
  ["null", "database_null"],
  ["On", "database_on"],
  ["personal_data", "personal_data_2"],
  ["__proto__", "proto"],
  ["", "database"],
])("a file named %j gives the artifact %s", (name, id) => {
  expect(idOf(name)).toBe(id);
});

test("ids are valid and differ, whatever the names are", () => {
  const name = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("shop", "Shop", "shop_2", "not", "or", "null", "true", "No", "x".repeat(300)),
  );
  fc.assert(
    fc.property(fc.array(name), (names) => {
      const ids = artifactIds(names.map((one) => ({ name: one, fallback: "files" })));
      expect(new Set(ids).size).toBe(names.length);
      for (const id of ids) expect(id).toMatch(/^(?!(?:and|or|not|null|true|no)$)[A-Za-z_][A-Za-z0-9_-]{0,127}$/);
    }),
  );
});
