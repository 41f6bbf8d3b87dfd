import type { Locator, PersonalDataFinding } from "../../plugin/index.ts";
import { locatorKey } from "../locators.ts";
import { byText, confidenceOf, countBy, findingId, rounded } from "../rules/index.ts";
import type { EvidencePlace, FindingCandidate } from "./candidate.ts";
import { signatureOf } from "./evidence/index.ts";
import { roundedSteps } from "./score.ts";

interface FindingLocation {
  readonly locator: Locator;
  readonly entity: NonNullable<PersonalDataFinding["entity"]>;
  readonly showsEvidence: boolean;
}

/** Converts a candidate and its location to a finding. */
export function toFinding(
  candidate: FindingCandidate,
  { locator, entity, showsEvidence }: FindingLocation,
): PersonalDataFinding {
  const { rule } = candidate.compiled;
  const score = rounded(candidate.score);
  const review = reviewOf(rule.special_category, score);
  return {
    id: findingId("personal_data", rule.category, locator),
    category: rule.category,
    special_category: rule.special_category,
    rule: rule.id,
    score,
    confidence: confidenceOf(score),
    locator: atFirst(locator, candidate.evidence[0]?.place),
    entity,
    matches: candidate.matches,
    evidence: showsEvidence ? candidate.evidence.map((one) => shownEvidence(one, locator)) : [],
    ...(candidate.places === undefined || locator.kind === "column"
      ? {}
      : { locations: candidate.places.map((place) => placed(locator, place)) }),
    explain: {
      ...candidate.explain,
      base: rounded(candidate.explain.base),
      steps: [...roundedSteps(candidate.steps)],
    },
    ...(review === undefined ? {} : { review }),
    signature: signatureOf(rule.category, locator, locator.kind === "column" ? undefined : candidate.layouts),
  };
}

/** A finding stands at its first match. Its offset would be that of one match, so it is only in the evidence. */
function atFirst(locator: Locator, place: EvidencePlace | undefined): Locator {
  if (place === undefined || locator.kind !== "file") return locator;
  const { offset: _, length: __, ...shown } = place;
  return { ...locator, ...shown };
}

function placed(locator: Locator, place: EvidencePlace): Locator {
  if (locator.kind === "file") return { ...locator, ...place };
  if (locator.kind !== "field") return locator;
  const { row, line } = place;
  return { ...locator, ...(row === undefined ? {} : { row }), ...(line === undefined ? {} : { line }) };
}

function shownEvidence(
  { text, context, place }: FindingCandidate["evidence"][number],
  locator: Locator,
): PersonalDataFinding["evidence"][number] {
  return {
    text,
    ...(context === undefined ? {} : { context }),
    ...(place === undefined || locator.kind === "column" ? {} : { locator: placed(locator, place) }),
  };
}

function reviewOf(isSpecial: boolean, score: number): PersonalDataFinding["review"] {
  if (isSpecial) return { required: true, reason: "candidate for a special category (Art. 9 or 10 GDPR)" };
  return score < 0.65 ? { required: true, reason: "low confidence" } : undefined;
}

/** Merges findings of the same category and location from two sources with the same path. */
export function mergeFindings(findings: readonly PersonalDataFinding[]): readonly PersonalDataFinding[] {
  const byId = new Map<string, PersonalDataFinding>();
  for (const finding of findings) {
    const held = byId.get(finding.id);
    if (held === undefined) byId.set(finding.id, finding);
    else byId.set(finding.id, merge(held, finding));
  }
  return [...byId.values()].sort(
    (a, b) =>
      byText(a.locator.kind, b.locator.kind) ||
      byText(locatorKey(a.locator), locatorKey(b.locator)) ||
      byText(a.category, b.category),
  );
}

function merge(a: PersonalDataFinding, b: PersonalDataFinding): PersonalDataFinding {
  const better = b.score > a.score ? b : a;
  const { count, distinct, sample } = a.matches;
  const locations = [...(a.locations ?? []), ...(b.locations ?? [])];
  return {
    ...better,
    ...(a.locations === undefined ? {} : { locations }),
    matches: {
      ...better.matches,
      count: count + b.matches.count,
      distinct: distinct + b.matches.distinct,
      sample: sample + b.matches.sample,
      ...(a.matches.values === undefined || b.matches.values === undefined
        ? {}
        : { values: a.matches.values + b.matches.values }),
    },
  };
}

export function summarise(
  findings: readonly PersonalDataFinding[],
  scanned: { readonly items: number; readonly characters: number },
) {
  return {
    findings: findings.length,
    special_category: findings.filter((finding) => finding.special_category).length,
    by_category: countBy(findings, (finding) => finding.category),
    by_confidence: countBy(findings, (finding) => finding.confidence),
    ...scanned,
  };
}
