import { type ExampleResult, loadRulesetCheck } from "../../components/index.ts";
import { type Diagnostic, type SourceRange, WctError } from "../../diagnostics/index.ts";
import { isJsonObject, type JsonValue } from "../../domain/index.ts";
import type { Host } from "../host/index.ts";
import { checkRulesetFile } from "./check-file.ts";
import type { ReadRuleset } from "./issues.ts";

/** An example that was run, and where it is written. */
export interface TestedExample extends ExampleResult {
  /** The example as it is written. */
  readonly example: JsonValue;
  readonly location: SourceRange;
}

export interface RulesetTest {
  /** The ruleset's id. */
  readonly ruleset: string;
  readonly rules: number;
  /** Whether rules of its kind can have examples. */
  readonly canHaveExamples: boolean;
  /** In the order of the rules. Those of a ruleset that is extended are included. */
  readonly examples: readonly TestedExample[];
}

/**
 * Runs the examples of a ruleset, given by its URI or path. Throws a WctError with all errors if the ruleset is not
 * valid.
 */
export async function testRulesetFile(
  host: Host,
  named: string,
  { plugins }: { readonly plugins?: readonly string[] | undefined },
): Promise<RulesetTest> {
  const { ruleset, sources, diagnostics } = await checkRulesetFile(host, named, { plugins, doubts: false });
  const [first, ...rest] = diagnostics.filter(({ severity }) => severity === "error") as [Diagnostic, ...Diagnostic[]];
  if (first !== undefined) throw new WctError([first, ...rest]);
  if (ruleset === null) return { ruleset: named, rules: 0, canHaveExamples: true, examples: [] };
  const { kindsWithExamples, testExamples } = await loadRulesetCheck();
  const results = await testExamples(ruleset);
  const examples = results.map((result) => ({ ...result, ...writtenAt(result, sources) }));
  const canHaveExamples = kindsWithExamples.has(ruleset.kind);
  return { ruleset: ruleset.id, rules: ruleset.rules.length, canHaveExamples, examples };
}

/**
 * Finds an example in the files. Those of the nearest file that has the rule count; a file that extends the rule adds
 * its examples after the inherited ones.
 */
function writtenAt(
  { rule, list, index }: ExampleResult,
  sources: readonly ReadRuleset[],
): Pick<TestedExample, "example" | "location"> {
  const lists = sources.flatMap((source, place) => {
    const plain = source.plain();
    if (!isJsonObject(plain)) return [];
    const rules = Array.isArray(plain["rules"]) ? plain["rules"] : [];
    const at = rules.findIndex((one) => isJsonObject(one) && one["id"] === rule);
    const path = at >= 0 ? ["rules", at] : ["extend_rules", rule];
    return [{ source, place, path: [...path, "examples", list], isWhole: at >= 0 }];
  });
  const whole = lists.findIndex(({ isWhole }) => isWhole);
  // The base's examples come first, then those of the files that extend it, the nearest last.
  let left = index;
  for (const { source, path } of lists.slice(0, whole + 1).toReversed()) {
    const written = valueAt(source.plain(), path);
    const examples = Array.isArray(written) ? written : [];
    if (left < examples.length) {
      const location = source.document()?.at([...path, left]);
      if (location !== undefined) return { example: examples[left] ?? null, location };
    }
    left -= examples.length;
  }
  throw new RangeError(`example ${index} of rule "${rule}" is in no file`);
}

function valueAt(plain: unknown, path: readonly (string | number)[]): JsonValue | undefined {
  let value: unknown = plain;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value as JsonValue | undefined;
}
