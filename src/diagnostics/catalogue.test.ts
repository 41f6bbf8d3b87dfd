import { expect, test } from "vitest";
import { catalogue } from "./catalogue.ts";
import { catalogueOfChildren } from "./catalogue-of-children.ts";
import { catalogueOfPlugins } from "./catalogue-of-plugins.ts";
import { catalogueOfRulesets } from "./catalogue-of-rulesets.ts";
import { catalogueOfRuns } from "./catalogue-of-runs.ts";

const codes = Object.keys(catalogue);
const family = (code: string) => code.split("_")[1] ?? "";

test.each(codes)("%s is well formed", (code) => {
  expect(code).toMatch(/^WCT_[A-Z]+(_[A-Z]+)*$/);
});

test.each(Object.entries(catalogue))("%s tells what it is, why it comes and what helps", (_code, entry) => {
  expect(entry.title).toMatch(/^\S.*[^.\s]$/);
  expect(entry.cause).toMatch(/^\S.*\.$/);
  expect(entry.fix).toMatch(/^\S.*\.$/);
});

const others = [catalogueOfChildren, catalogueOfPlugins, catalogueOfRulesets, catalogueOfRuns];
const parts = {
  input: codes.filter((code) => !others.some((part) => code in part)),
  children: Object.keys(catalogueOfChildren),
  plugins: Object.keys(catalogueOfPlugins),
  rulesets: Object.keys(catalogueOfRulesets),
  runs: Object.keys(catalogueOfRuns),
};

test.each(Object.entries(parts))("the codes of %s are sorted by family, then by code", (_part, members) => {
  const keys = members.map((code) => `${family(code)} ${code}`);
  expect(keys).toEqual(keys.toSorted());
});

test("no family is in both parts", () => {
  const families = Object.values(parts).flatMap((members) => [...new Set(members.map(family))]);
  expect(families).toEqual([...new Set(families)]);
});
