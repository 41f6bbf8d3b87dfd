import type { RulesetIssue } from "../rules/layers.ts";
import { flagsOf, valuePattern, wholeValue } from "../rules/pattern.ts";
import { checkTime } from "./recheck.ts";

interface WrittenPattern {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** Returns the patterns of a ruleset as it is written, with their paths. */
function patternsIn(plain: unknown): readonly WrittenPattern[] {
  const found: WrittenPattern[] = [];
  const add = (rule: unknown, path: WrittenPattern["path"]): void => {
    const patterns = typeof rule === "object" && rule !== null && "patterns" in rule ? rule.patterns : undefined;
    if (!Array.isArray(patterns)) return;
    for (const [index, value] of patterns.entries()) found.push({ path: [...path, "patterns", index], value });
  };
  const { rules, extend_rules: extended } = plain as { rules?: unknown; extend_rules?: unknown };
  if (Array.isArray(rules)) for (const [index, rule] of rules.entries()) add(rule, ["rules", index]);
  for (const [id, rule] of Object.entries(extended ?? {})) add(rule, ["extend_rules", id]);
  return found;
}

/**
 * Finds patterns of a ruleset, as it is written, that are no regular expressions, and patterns whose time grows exponentially or
 * with the third power of the length of a text, or more. The same pattern gives the same result on every machine.
 */
export function patternIssues(plain: unknown): readonly RulesetIssue[] {
  const issues: RulesetIssue[] = [];
  for (const { path, value } of patternsIn(plain)) {
    const read = valuePattern.safeParse(value);
    // The format of the ruleset is checked elsewhere.
    if (!read.success) continue;
    const pattern = read.data;
    const problem = syntaxProblem(pattern.pattern, flagsOf(pattern)) ?? judge(pattern.pattern, flagsOf(pattern));
    if (problem !== undefined) issues.push({ severity: "error", path, ...problem });
  }
  return issues;
}

type Problem = Pick<RulesetIssue, "about" | "message" | "hint">;

const backReference = /\\(?:[1-9]|k<)/;

function syntaxProblem(pattern: string, flags: string): Problem | undefined {
  const shown = `pattern "${pattern}"`;
  try {
    // Alone, because brackets that do not match could close those around it.
    new RegExp(pattern, flags);
    const whole = new RegExp(wholeValue(pattern), flags);
    if (backReference.test(pattern.replaceAll("\\\\", "")))
      return {
        about: "slow_pattern",
        message: `${shown} has a back-reference, so its time has no limit`,
        hint: "write it without \\1",
      };
    if (!whole.test("")) return undefined;
    return { about: "pattern", message: `${shown} matches the empty text`, hint: "require at least one character" };
  } catch (error) {
    const reason = error instanceof Error ? (/: ([^:]+)$/.exec(error.message)?.[1] ?? "") : "";
    return {
      about: "pattern",
      message: `${shown} is not a regular expression${reason === "" ? "" : `: ${reason.toLowerCase()}`}`,
      hint: "correct it; in Unicode mode only characters with a meaning of their own may follow \\",
    };
  }
}

/** A pattern is searched for in texts and compared with whole values, and each can be slow where the other is not. */
function judge(pattern: string, flags: string): Problem | undefined {
  for (const source of [pattern, wholeValue(pattern)]) {
    const verdict = checkTime(source, flags);
    if (verdict.kind === "slow") {
      const part = verdict.hotspot === null ? "" : `, because "${verdict.hotspot}" can be matched in several ways`;
      return {
        about: "slow_pattern",
        message: `pattern "${pattern}" can take ${verdict.growth} time, for example on ${verdict.attack}${part}`,
        hint: "rewrite it so that no text can be divided among its repetitions in several ways",
      };
    }
    if (verdict.kind === "unknown") {
      return {
        about: "slow_pattern",
        message: `pattern "${pattern}" is too complex to tell how long it takes`,
        hint: "write a simpler pattern, without back-references and lookbehind of variable length",
      };
    }
  }
  return undefined;
}
