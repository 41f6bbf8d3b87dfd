import type { PersonalDataFinding } from "../../plugin/index.ts";
import type { RecogniserId } from "../rules/index.ts";
import type { Recogniser } from "./recognisers/index.ts";
import type { CompiledRule, CompiledRules } from "./rules.ts";

/** The result for one column or file before it becomes a finding. Its evidence is already masked. */
export interface FindingCandidate {
  readonly compiled: CompiledRule;
  readonly score: number;
  readonly matches: PersonalDataFinding["matches"];
  readonly evidence: readonly { readonly text: string; readonly context?: string; readonly line?: number }[];
  readonly explain: PersonalDataFinding["explain"];
}

/** What the analysis of every location needs, prepared once. */
export interface Kit {
  readonly rules: CompiledRules;
  readonly recognisers: readonly Recogniser[];
  readonly options: KitOptions;
}

interface KitOptions {
  readonly minDistinct: number;
  readonly minShare: number;
  readonly contextChars: number;
  readonly maxEvidence: number;
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
