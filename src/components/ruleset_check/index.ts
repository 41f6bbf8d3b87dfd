/*
 * Checks ruleset files and runs their examples, for `wct rulesets check` and `test` and when a runbook is planned.
 *
 * Start at check.ts; doubts.ts has the warnings, slow-patterns.ts the time that patterns take, examples.ts the examples.
 * Must not know: where files are, and how YAML is read: files come as bytes, and mistakes go out as paths of values.
 */

export type { CompleteRuleset, RulesetIssue } from "../rules/layers.ts";
export { type CheckedRuleset, checkRuleset, kindsOfProcessors } from "./check.ts";
export { kindsWithExamples } from "./doubts.ts";
export { type ExampleResult, testExamples } from "./examples.ts";
