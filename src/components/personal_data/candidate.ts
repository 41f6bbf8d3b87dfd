import type { PersonalDataFinding } from "../../plugin/index.ts";
import type { RecogniserId } from "../rules/index.ts";
import type { Recogniser } from "./recognisers/index.ts";
import type { CompiledRule, CompiledRules } from "./rules.ts";

/** What the analysis of one column or file says before it becomes a finding. Evidence is masked already. */
export interface Candidate {
  readonly compiled: CompiledRule;
  readonly score: number;
  readonly matches: PersonalDataFinding["matches"];
  readonly evidence: readonly { readonly text: string; readonly context?: string; readonly line?: number }[];
  readonly explain: PersonalDataFinding["explain"];
}

/** Everything that the analysis of one place needs, made once. */
export interface Kit {
  readonly rules: CompiledRules;
  readonly recognisers: readonly Recogniser[];
  readonly options: KitOptions;
}

export interface KitOptions {
  readonly minDistinct: number;
  readonly minShare: number;
  readonly contextChars: number;
  readonly maxEvidence: number;
  /** The lowest score that counts. */
  readonly threshold: (recogniser: RecogniserId | undefined) => number;
  readonly isAllowed: (value: string) => boolean;
}

/** For each category the candidate with the highest score; the first of equals. */
export function bestByCategory(candidates: readonly Candidate[]): readonly Candidate[] {
  const best = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const { category } = candidate.compiled.rule;
    const held = best.get(category);
    if (held === undefined || candidate.score > held.score) best.set(category, candidate);
  }
  return [...best.values()];
}
