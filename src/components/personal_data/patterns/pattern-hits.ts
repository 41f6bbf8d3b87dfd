import type { TypeFamily } from "../../rules/index.ts";
import type { FindingCandidate, Kit, Values } from "../candidate.ts";
import { type ColumnFacts, type NameMatch, ruleMatchesName } from "../column-name.ts";
import type { CompiledRule } from "../rules.ts";
import { highestScore, type Score, scoreOf } from "../score.ts";
import { shownValues } from "../shown-values.ts";
import { type CompiledPattern, findPattern, testWhole } from "./compiled-pattern.ts";

/** A match of a rule's pattern in a text, before its context is known. */
interface PatternMatch {
  readonly compiled: CompiledRule;
  readonly isChecked: boolean;
  readonly span: {
    readonly start: number;
    readonly end: number;
    readonly value: string;
    readonly score: number;
    readonly notes: readonly string[];
  };
}

/** Finds what the patterns of rules match in a text. */
export function* patternMatches(text: string, kit: Kit): Generator<PatternMatch, void, void> {
  for (const pattern of kit.rules.patterns) {
    for (const span of findPattern(text, pattern)) {
      const { owner: compiled, score } = pattern;
      yield { compiled, isChecked: pattern.validator !== undefined, span: { ...span, score, notes: notesOf(pattern) } };
    }
  }
}

const notesOf = ({ validator }: CompiledPattern<unknown>): readonly string[] => [
  "pattern of the rule",
  ...(validator === undefined ? [] : [`check ${validator}`]),
];

// Values beyond a few hundred change nothing.
const mostTested = 300;

/** Finds columns of which the whole values match a pattern of a rule. */
export function patternColumns(facts: ColumnFacts, values: Values, kit: Kit): readonly FindingCandidate[] {
  if (kit.rules.patterns.length === 0 || !holdsTexts(facts.family)) return [];
  return kit.rules.patterns.flatMap((pattern) => columnOf(pattern, { facts, values }, kit) ?? []);
}

/** Numbers are tested too: an id may be stored as one. */
const holdsTexts = (family: TypeFamily): boolean => family !== "boolean" && family !== "binary" && family !== "date";

function columnOf(
  pattern: CompiledPattern<CompiledRule>,
  { facts, values }: { readonly facts: ColumnFacts; readonly values: Values },
  kit: Kit,
): FindingCandidate | undefined {
  const { owner: compiled, score: ofForm, validator } = pattern;
  const tested = values.distinct.slice(0, mostTested);
  const hits = tested.flatMap((value, index) => {
    const found = testWhole(value, pattern);
    return found === undefined ? [] : [{ value: found, index }];
  });
  const name = ruleMatchesName(facts, compiled, kit.rules);
  const distinct = new Set(hits.map(({ value }) => value)).size;
  const share = tested.length === 0 ? 0 : hits.length / tested.length;
  const { minDistinct, minShare } = kit.options;
  if (share < minShare || distinct < (name === undefined ? minDistinct : 1)) return undefined;
  // A form alone proves little: without a check or a name, most values must have it.
  if (name === undefined && validator === undefined && share < 0.5) return undefined;
  const { value: score, steps } = scoreOfPattern({ name, pattern, share });
  return {
    compiled,
    ...{ score, steps },
    matches: {
      count: hits.reduce((sum, { index }) => sum + (values.counts[index] ?? 0), 0),
      distinct,
      sample: tested.length,
      share: Math.round(share * 1000) / 1000,
    },
    ...shownValues(hits, { values, kind: "hidden", category: compiled.rule.category, kit }),
    explain: {
      base: name === undefined ? ofForm : compiled.rule.base,
      signals: [...(name?.signals ?? []), `values: ${Math.round(share * 100)} % match`, ...notesOf(pattern)],
      vetoes: [],
    },
  };
}

interface PatternValues {
  readonly name: NameMatch | undefined;
  readonly pattern: CompiledPattern<CompiledRule>;
  readonly share: number;
}

/** Several distinct values of one form support each other, as a context word does in a text. */
function scoreOfPattern({ name, pattern, share }: PatternValues): Score {
  const isValidated = pattern.validator !== undefined;
  const form = Math.min(isValidated ? 0.95 : 0.8, pattern.score + 0.2);
  return scoreOf({
    name: name && { base: name.compiled.rule.base, score: name.score, signals: name.signals },
    form: { score: form, reasons: notesOf(pattern), isValidated },
    share,
    ceiling: { score: highestScore, text: "highest score" },
  });
}
