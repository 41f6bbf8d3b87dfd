import type { ProcessingPurposeFinding } from "../../plugin/index.ts";
import { confidenceOf, findingId, type PurposeRule } from "../rules/index.ts";
import type { Candidate } from "../signals/index.ts";

/** A candidate as the finding that the schema describes. */
export function purposeFinding(candidate: Candidate<PurposeRule>): ProcessingPurposeFinding {
  const { purpose, dpv, sensitive } = candidate.rule;
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
    ...(sensitive
      ? { review: { required: true, reason: "a purpose that may weigh on people: check whether it is pursued" } }
      : {}),
  };
}
