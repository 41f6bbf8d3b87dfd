import fc from "fast-check";
import { expect, test } from "vitest";
import { hrefOf, parseRoute, tabs } from "./route.ts";

test("an address leads back to where it was made, whatever an id or a filter holds", () => {
  const text = fc.string({ minLength: 1, unit: "binary-ascii" });
  const route = fc.record({
    tab: fc.constantFrom(...tabs),
    artifact: fc.option(text, { nil: null }),
    filters: fc.dictionary(text, text, { maxKeys: 4, noNullPrototype: true }),
  });
  fc.assert(
    fc.property(route, (one) => {
      expect(parseRoute(hrefOf(one))).toEqual(one);
    }),
  );
});

test.each([
  ["", { tab: "overview", artifact: null, filters: {} }],
  ["#nothing-such", { tab: "overview", artifact: null, filters: {} }],
  ["#graph/group/inner", { tab: "graph", artifact: "group/inner", filters: {} }],
  ["#graph/100%", { tab: "graph", artifact: "100%", filters: {} }],
  ["#findings?q=a+b&care=yes", { tab: "findings", artifact: null, filters: { q: "a b", care: "yes" } }],
])("an address that people wrote, %j, leads somewhere", (hash, route) => {
  expect(parseRoute(hash)).toEqual(route);
});
