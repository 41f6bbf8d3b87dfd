import { makeKit } from "../personal_data/analyse.ts";
import { personalDataConfig } from "../personal_data/config.ts";
import { rulesFor } from "../personal_data/rule-example.ts";
import { compileRules } from "../personal_data/rules.ts";
import type { PersonalDataRuleset, RuleExample, SignalExample, SignalRule, SignalWeights } from "../rules/index.ts";
import type { CompleteRuleset } from "../rules/layers.ts";
import { rulesForSignals } from "../signals/rule-example.ts";

/** What an example of a rule found. */
export interface ExampleResult {
  readonly rule: string;
  readonly list: "match" | "no_match";
  /** Position in the list. */
  readonly index: number;
  readonly passed: boolean;
  /** The rules that found something in the example, in the order of the ruleset. */
  readonly found: readonly string[];
}

interface Examples {
  readonly match: readonly unknown[];
  readonly no_match: readonly unknown[];
}

/** Runs the examples of all rules of a complete, valid ruleset, with the default configuration of its processor. */
export async function testExamples(ruleset: CompleteRuleset): Promise<readonly ExampleResult[]> {
  const find = finderOf(ruleset);
  const order = new Map(ruleset.rules.map(({ id }, index) => [id, index]));
  const results: ExampleResult[] = [];
  for (const rule of ruleset.rules) {
    const { match = [], no_match: noMatch = [] } = (rule["examples"] ?? {}) as Partial<Examples>;
    for (const [list, examples] of [["match", match] as const, ["no_match", noMatch] as const]) {
      for (const [index, example] of examples.entries()) {
        const found = [...new Set(await find(example))].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
        results.push({ rule: rule.id, list, index, passed: found.includes(rule.id) === (list === "match"), found });
      }
    }
  }
  return results;
}

function finderOf(ruleset: CompleteRuleset): (example: unknown) => readonly string[] | Promise<readonly string[]> {
  // The schema of the kind has validated the rules.
  if (ruleset.kind === "personal_data") {
    const rules = ruleset as unknown as PersonalDataRuleset;
    const kit = makeKit(personalDataConfig.parse({}), compileRules(rules));
    return (example) => rulesFor(example as RuleExample, kit);
  }
  const signals = ruleset as unknown as { readonly rules: readonly SignalRule[]; readonly weights: SignalWeights };
  return (example) => rulesForSignals(example as SignalExample, signals);
}
