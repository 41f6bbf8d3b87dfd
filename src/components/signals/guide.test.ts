import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { StandardInputTable } from "../../plugin/index.ts";
import { dataSubjectRuleset, parseRuleset } from "../rules/index.ts";
import { signalCollector } from "./collector.ts";

const guide = readFileSync(new URL("../../../docs/guide/ruleset.md", import.meta.url), "utf8");
const blocks = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
const ruleset = await parseRuleset(
  { uri: "guide", text: blocks.find((one) => one.includes("kind: data_subjects")) ?? "" },
  dataSubjectRuleset,
  (code, text) => {
    throw new Error(`${code}: ${text}`);
  },
);

function tableOf(name: string, columns: readonly string[]): StandardInputTable {
  const plain = { type: "TEXT", nullable: true, key: null, default: null, references: null };
  return { name, kind: "table", rows: null, columns: columns.map((column) => ({ ...plain, name: column })) };
}

test.each(ruleset.rules)("the guide's rule $id finds its examples, and leaves the others", ({ id, examples }) => {
  const isFound = (example: NonNullable<typeof examples>["match"][number]): boolean => {
    if (!("table" in example)) throw new Error("only tables stand in the guide");
    const collector = signalCollector(ruleset.rules, ruleset.weights);
    collector.table("db", tableOf(example.table, example.columns));
    return collector.done().some(({ rule, score }) => rule.id === id && score >= 0.5);
  };
  expect(examples?.match.map(isFound)).toEqual([true, true]);
  expect(examples?.no_match.map(isFound)).toEqual([false, false]);
});
