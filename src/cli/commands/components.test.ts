import { expect, test } from "vitest";
import type { ListedRule } from "../../app/components/index.ts";
import { renderRules } from "./components.ts";

const illness: ListedRule = {
  id: "illness",
  category: "health",
  evidence: ["form of values", "phrases in values and texts"],
  special_category: true,
  rule: {},
};
const locker: ListedRule = { ...illness, id: "locker", category: "locker", special_category: false };

test("each rule is a row, with what speaks for it", () => {
  expect(renderRules([locker, illness]).split("\n")[2]).toMatch(
    /^illness +health +yes +form of values, phrases in values and texts$/,
  );
});

test("rules that are not about personal data say nothing of special categories", () => {
  expect(renderRules([{ ...illness, special_category: null }]).split("\n")[0]).not.toContain("special");
});
