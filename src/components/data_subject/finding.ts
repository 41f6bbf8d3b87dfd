import type { DataSubjectFinding } from "../../plugin/index.ts";
import { confidenceOf, entitySignature, findingId, type SubjectRule } from "../rules/index.ts";
import type { RuleCandidate } from "../signals/index.ts";

/** Converts a candidate to a finding of the published schema. */
export function subjectFinding(candidate: RuleCandidate<SubjectRule>): DataSubjectFinding {
  const { subject, vulnerable } = candidate.rule;
  const signature = entitySignature("data_subject", subject, candidate.signatures);
  return {
    id: findingId("data_subject", subject, candidate.locator),
    subject,
    score: candidate.score,
    confidence: confidenceOf(candidate.score),
    vulnerable,
    entity: candidate.entity,
    locator: candidate.locator,
    signals: [...candidate.signals],
    personal_data: [...candidate.personalData],
    ...(vulnerable === null
      ? {}
      : { review: { required: true, reason: `${vulnerable}: check whether these people need special care` } }),
    ...(signature === undefined ? {} : { signature }),
  };
}
