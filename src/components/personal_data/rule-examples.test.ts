import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseRuleset, personalDataRuleset, type RuleExample } from "../rules/index.ts";
import { rulesetFiles } from "../rulesets/index.ts";
import { makeKit } from "./analyse.ts";
import { personalDataConfig } from "./config.ts";
import { rulesFor } from "./rule-example.ts";
import { compileRules } from "./rules.ts";

const shipped = rulesetFiles.find(({ uri }) => uri === "local/personal_data/1.0.0")!;
const ruleset = await parseRuleset(
  { uri: shipped.uri, text: readFileSync(shipped.file, "utf8") },
  personalDataRuleset,
  (code, text) => {
    throw new Error(`${code}: ${text}`);
  },
);
const shippedKit = makeKit(personalDataConfig.parse({}), compileRules(ruleset));

const fired = (example: RuleExample, kit = shippedKit): readonly string[] => rulesFor(example, kit);

for (const rule of ruleset.rules) {
  describe(`rule ${rule.id}`, () => {
    const { match = [], no_match: noMatch = [] } = rule.examples ?? {};
    test("has at least three examples of each kind", () => {
      expect(Math.min(match.length, noMatch.length)).toBeGreaterThanOrEqual(3);
    });
    if (rule.context.length > 0) {
      test.each(rule.context)("knows the context word %s when it stands alone, and not inside another", (word) => {
        const { context } = shippedKit.rules.rules.find((one) => one.rule.id === rule.id)!;
        expect(context?.find(`my ${word}: `)).toBeDefined();
        expect(context?.find(`x${word}x`)).not.toBe(word);
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
