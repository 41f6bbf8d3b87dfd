import { type TestedExample, testRulesetFile } from "../../../app/rulesets/index.ts";
import { apiVersion, plural, type RulesetTestShape, safeText } from "../../../render/index.ts";
import type { Io } from "../../io.ts";
import type { PluginOptions } from "../../options.ts";

/** Runs `wct rulesets test`: runs the examples of a ruleset; ends with 1 if one fails or there is none. */
export async function testRuleset(io: Io, named: string, options: PluginOptions): Promise<number> {
  const { ruleset, rules, canHaveExamples, examples } = await testRulesetFile(io, named, { plugins: options.plugin });
  const failed = examples.filter(({ passed }) => !passed);
  const answer: RulesetTestShape = {
    apiVersion,
    kind: "RulesetTest",
    ...{ ruleset, rules, examples: examples.length, failed: failed.length },
    failures: failed.map(({ rule, list, example, found, location: { file, line, column } }) => ({
      ...{ rule, list, example: textOf(example), found, file, line, column },
    })),
  };
  if (options.json) await io.stdout.write(`${JSON.stringify(answer)}\n`);
  else {
    const lines = failed.map(failureText);
    if (!options.quiet || lines.length > 0) lines.push(summary(answer));
    await io.stdout.write(lines.map((line) => `${line}\n`).join(""));
  }
  return failed.length > 0 || (canHaveExamples && examples.length === 0) ? 1 : 0;
}

const longestShown = 100;

/** An example in one line, as JSON unless it is a text. */
function textOf(example: TestedExample["example"]): string {
  return typeof example === "string" ? example : JSON.stringify(example);
}

function failureText({ rule, list, example, found, location: { file, line, column } }: TestedExample): string {
  const text = textOf(example);
  const shown = text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
  const others = found.filter((id) => id !== rule).map((id) => `"${id}"`);
  const instead = others.length === 0 ? "nothing was found" : `it was found by ${others.join(", ")}`;
  const what = list === "match" ? `must find ${shown}, but ${instead}` : `must not find ${shown}, but it does`;
  return safeText(`${file}:${line}:${column}: rule "${rule}" ${what}`);
}

function summary({ rules, examples, failed }: RulesetTestShape): string {
  if (examples === 0) return `${plural(rules, "rule")}, no examples`;
  const result = failed === 0 ? "all passed" : `${examples - failed} passed, ${failed} failed`;
  return `${plural(rules, "rule")}, ${plural(examples, "example")}: ${result}`;
}
