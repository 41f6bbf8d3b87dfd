import { describe, expect, test } from "vitest";
import { readShippedRules } from "../../testing/shipped-rules.ts";
import type { RuleExample } from "../rules/index.ts";
import { makeKit } from "./analyse.ts";
import { personalDataConfig } from "./config.ts";
import { rulesFor } from "./rule-example.ts";
import { compileRules } from "./rules.ts";

const ruleset = await readShippedRules();
const shippedRules = makeKit(personalDataConfig.parse({}), compileRules(ruleset));

const fired = (example: RuleExample, kit = shippedRules): readonly string[] => rulesFor(example, kit);

for (const rule of ruleset.rules) {
  describe(`rule ${rule.id}`, () => {
    const { match = [], no_match: noMatch = [] } = rule.examples ?? {};
    test("has at least three examples of each kind", () => {
      expect(Math.min(match.length, noMatch.length)).toBeGreaterThanOrEqual(3);
    });
    if (rule.context.length > 0) {
      test.each(rule.context)("knows the context word %s when it stands alone, and not inside another", (word) => {
        const { context } = shippedRules.rules.rules.find((one) => one.rule.id === rule.id)!;
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
