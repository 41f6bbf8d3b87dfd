import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseRuleset, personalDataRuleset, type RuleExample, readEntity, typeFamily } from "../rules/index.ts";
import { rulesetFiles } from "../rulesets/index.ts";
import { makeKit } from "./analyse.ts";
import { evaluateColumn } from "./column.ts";
import { personalDataConfig } from "./config.ts";
import { compileRules } from "./rules.ts";
import { scanText } from "./scan.ts";

const shipped = rulesetFiles.find(({ uri }) => uri === "local/personal_data/1.0.0")!;
const ruleset = await parseRuleset(
  { uri: shipped.uri, text: readFileSync(shipped.file, "utf8") },
  personalDataRuleset,
  (code, text) => {
    throw new Error(`${code}: ${text}`);
  },
);
const shippedKit = makeKit(personalDataConfig.parse({}), compileRules(ruleset));

/** Returns the rules that match an example. */
function fired(example: RuleExample, kit = shippedKit): readonly string[] {
  if (typeof example !== "string" && "text" in example) {
    return scanText(example.text, kit).map((hit) => hit.compiled.rule.id);
  }
  const { column, values = [], beside = [] } = typeof example === "string" ? { column: example } : example;
  const [place = "", type = ""] = column.split(" ");
  const [table = "", name = ""] = place.split(".");
  const entity = readEntity({ name: table, columns: [name, ...beside] }, kit.rules.entities);
  const facts = { name, family: typeFamily(type), entity };
  const candidates = evaluateColumn(facts, { distinct: values, counts: values.map(() => 1) }, kit);
  return candidates.map((candidate) => candidate.compiled.rule.id);
}

for (const rule of ruleset.rules) {
  describe(`rule ${rule.id}`, () => {
    const { match = [], no_match: noMatch = [] } = rule.examples ?? {};
    test("has at least three examples of each kind", () => {
      expect(Math.min(match.length, noMatch.length)).toBeGreaterThanOrEqual(3);
    });
    if (rule.context.length > 0) {
      test.each(rule.context)("knows the context word %s when it stands alone, and not inside another", (word) => {
        const { context } = shippedKit.rules.rules.find((one) => one.rule.id === rule.id)!;
        expect(context?.test(`my ${word}: `)).toBe(true);
        expect(context?.exec(`x${word}x`)?.[0]).not.toBe(word);
      });
    }
    test.each(match.map((example) => [JSON.stringify(example), example] as const))("fires on %s", (_, example) => {
      expect(fired(example)).toContain(rule.id);
    });
    test.each(noMatch.map((example) => [JSON.stringify(example), example] as const))(
      "leaves %s alone",
      (_, example) => {
        expect(fired(example)).not.toContain(rule.id);
      },
    );
  });
}

describe("the ruleset of the guide", async () => {
  const guide = readFileSync(new URL("../../../docs/guide/ruleset.md", import.meta.url), "utf8");
  const blocks = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
  const own = await parseRuleset(
    { uri: "guide", text: blocks.find((one) => one.includes("kind: personal_data")) ?? "" },
    personalDataRuleset,
    (code, text) => {
      throw new Error(`${code}: ${text}`);
    },
  );
  const kit = makeKit(personalDataConfig.parse({}), compileRules(own));
  test.each(own.rules)("$id finds its examples, and leaves the others", ({ id, examples }) => {
    expect(examples?.match.filter((one) => !fired(one, kit).includes(id))).toEqual([]);
    expect(examples?.no_match.filter((one) => fired(one, kit).includes(id))).toEqual([]);
    expect(examples?.match.length).toBeGreaterThan(0);
  });
});
