import type { ProcessingPurposeFinding } from "../../plugin/index.ts";
import { confidenceOf, entitySignature, findingId, type PurposeRule } from "../rules/index.ts";
import type { RuleCandidate } from "../signals/index.ts";

/** Converts a candidate to a finding of the published schema. */
export function purposeFinding(candidate: RuleCandidate<PurposeRule>): ProcessingPurposeFinding {
  const { purpose, dpv, sensitive } = candidate.rule;
  const signature = entitySignature("processing_purpose", purpose, candidate.signatures);
  return {
    id: findingId("processing_purpose", purpose, candidate.locator),
    purpose,
    dpv,
    score: candidate.score,
    confidence: confidenceOf(candidate.score),
    sensitive,
    entity: candidate.entity,
    locator: candidate.locator,
    signals: [...candidate.signals],
    personal_data: [...candidate.personalData],
    ...(sensitive ? { review: { required: true, reason: "high-impact purpose: check whether it is pursued" } } : {}),
    ...(signature === undefined ? {} : { signature }),
  };
}
