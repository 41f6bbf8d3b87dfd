/*
 * Checks ruleset files and runs the examples of their rules: for `wct rulesets`, and for every plan.
 *
 * Start at open-ruleset.ts, which finds a ruleset and what it extends; check-uses.ts checks those of a runbook.
 * Must not know: the format of rules, which components/ruleset_check knows, and how results are printed.
 */

export { type CheckedFile, checkRulesetFile } from "./check-file.ts";
export { checkUses } from "./check-uses.ts";
export { type RulesetTest, type TestedExample, testRulesetFile } from "./test-file.ts";
