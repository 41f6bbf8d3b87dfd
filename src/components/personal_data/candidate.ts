import type { Locator, PersonalDataFinding } from "../../plugin/index.ts";
import type { RecogniserId } from "../rules/index.ts";
import type { ColumnModel } from "./column_model/model.ts";
import type { Layouts, WriteEvidence } from "./evidence/index.ts";
import type { FactKind } from "./facts/index.ts";
import type { Recogniser } from "./recognisers/index.ts";
import type { CompiledRule, CompiledRules } from "./rules.ts";
import type { Score } from "./score.ts";

/** Distinct values of a column or field, with what is known about each in arrays of the same order. */
export interface Values {
  readonly distinct: readonly string[];
  /** Number of occurrences. */
  readonly counts: readonly number[];
  /** The row or record that holds each value first. */
  readonly rows?: readonly number[];
  /** The line of the text that holds each value first. */
  readonly lines?: readonly number[];
  /** Absent if the input does not say it. */
  readonly total?: ValueTotal;
}

/** How many values there are where these come from. */
export interface ValueTotal {
  /** Values with repeats; of a table that was read in part, its rows. */
  readonly values: number;
  /** Whether the values at hand are all of them. */
  readonly isWhole: boolean;
  readonly isEstimated: boolean;
}

/** Where a match stands in its file: see the schema of locators. */
export type EvidencePlace = Omit<Extract<Locator, { kind: "file" }>, "kind" | "path">;

/** The result for one column or file before it becomes a finding. Its evidence is already masked. */
export interface FindingCandidate {
  readonly compiled: CompiledRule;
  readonly score: number;
  readonly steps: Score["steps"];
  readonly matches: PersonalDataFinding["matches"];
  readonly evidence: readonly { readonly text: string; readonly context?: string; readonly place?: EvidencePlace }[];
  /** Every place of a match, if the configuration asks for them. */
  readonly places?: readonly EvidencePlace[];
  readonly explain: PersonalDataFinding["explain"];
  /** Layouts of the lines or values with matches; undefined for a column of a database. */
  readonly layouts?: Layouts;
}

/** What the analysis of every location needs, prepared once. */
export interface Kit {
  readonly rules: CompiledRules;
  /** Says which columns are personal data where no rule does; undefined if it is not to be asked. */
  readonly columnModel?: ColumnModel | undefined;
  /** Whether the model may lower the score of a rule. */
  readonly opposesRules?: boolean;
  readonly recognisers: readonly Recogniser[];
  /** What is looked for that is said of persons. */
  readonly facts: readonly FactKind[];
  readonly options: KitOptions;
}

interface KitOptions {
  readonly minDistinct: number;
  readonly minShare: number;
  readonly contextChars: number;
  readonly maxEvidence: number;
  readonly write: WriteEvidence;
  /** How many places of a finding are listed; 0 if they are not. */
  readonly maxPlaces: number;
  /** The lowest score that is reported. */
  readonly threshold: (recogniser: RecogniserId | undefined) => number;
  readonly isAllowed: (value: string) => boolean;
}

/** Returns the candidate with the highest score for each category; the first of equals. */
export function bestByCategory(candidates: readonly FindingCandidate[]): readonly FindingCandidate[] {
  const best = new Map<string, FindingCandidate>();
  for (const candidate of candidates) {
    const { category } = candidate.compiled.rule;
    const held = best.get(category);
    if (held === undefined || candidate.score > held.score) best.set(category, candidate);
  }
  return [...best.values()];
}

/** Adds how many values a finding may stand for: more than the matches, if some values were not examined. */
export function withTotal(candidate: FindingCandidate, { distinct, total }: Values): FindingCandidate {
  if (total === undefined) return candidate;
  const { matches } = candidate;
  const isExact = total.isWhole && matches.count > 0 && matches.sample >= distinct.length;
  const values = isExact ? matches.count : Math.max(matches.count, total.values);
  const isEstimated = total.isEstimated && values === total.values;
  return { ...candidate, matches: { ...matches, values, ...(isEstimated ? { values_estimated: true } : {}) } };
}

/** Counts the values at these positions, and their share of all distinct values. */
export function matchesAt(hits: readonly number[], { distinct, counts }: Values): FindingCandidate["matches"] {
  return {
    count: hits.reduce((sum, index) => sum + (counts[index] ?? 0), 0),
    distinct: hits.length,
    sample: distinct.length,
    share: roundedShare(hits.length / distinct.length),
  };
}

/** Returns a share with three decimals. */
export const roundedShare = (share: number): number => Math.round(share * 1000) / 1000;
