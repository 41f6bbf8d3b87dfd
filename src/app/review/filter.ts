import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { isRepeated, type ReviewStatus } from "../../run/index.ts";
import { entityOf, isAt } from "./locations.ts";
import type { ReviewedFinding } from "./reviewed-findings.ts";

/** Which findings of a run are meant. Every part that is given must match. */
export interface FindingFilter {
  readonly artifact?: string | undefined;
  /** Categories, subjects or purposes. */
  readonly categories?: readonly string[] | undefined;
  /** Categories of data subjects: their findings, and the personal data at the same table or file. */
  readonly subjects?: readonly string[] | undefined;
  /** Patterns of locations, in which `*` stands for any characters; see {@link isAt}. */
  readonly locations?: readonly string[] | undefined;
  readonly minScore?: number | undefined;
  readonly confidence?: string | undefined;
  readonly isSpecial?: boolean | undefined;
  /** `grown`: accepted, and more than was reviewed. */
  readonly status?: ReviewStatus | "grown" | undefined;
}

/** Returns the findings that a filter selects. Repeated ones are left out, unless their artifact is named. */
export function selectFindings(all: readonly ReviewedFinding[], filter: FindingFilter): readonly ReviewedFinding[] {
  const { artifact, categories, subjects, locations, minScore, confidence, isSpecial, status } = filter;
  const ofSubjects = subjects === undefined ? null : idsOfSubjects(all, subjects);
  return all.filter(({ finding, review }) => {
    const { id, what, score } = finding;
    return (
      (artifact === undefined ? !isRepeated(finding.element) : finding.artifact === artifact) &&
      (categories === undefined || categories.includes(what)) &&
      (ofSubjects === null || ofSubjects.has(id)) &&
      (locations === undefined || locations.some((pattern) => isAt(finding.element, finding.place, pattern))) &&
      (minScore === undefined || (score ?? 0) >= minScore) &&
      (confidence === undefined || finding.confidence === confidence) &&
      (isSpecial !== true || isSpecialCategory(finding.element)) &&
      (status === undefined || (status === "grown" ? review.growth !== null : review.status === status))
    );
  });
}

export const isSpecialCategory = (element: JsonValue): boolean =>
  isJsonObject(element) && element["special_category"] === true;

function idsOfSubjects(all: readonly ReviewedFinding[], subjects: readonly string[]): ReadonlySet<string> {
  const ids = new Set<string>();
  const entities = new Set<string | null>();
  for (const { finding } of all) {
    const element = isJsonObject(finding.element) ? finding.element : {};
    if (typeof element["subject"] !== "string" || !subjects.includes(element["subject"])) continue;
    ids.add(finding.id);
    for (const id of relatedIds(element)) ids.add(id);
    entities.add(entityOf(element));
  }
  // An analyser of subjects that does not read the personal data refers to none of it.
  for (const { finding } of all)
    if (finding.kind === "personal_data" && entities.has(entityOf(finding.element) ?? "")) ids.add(finding.id);
  return ids;
}

/** Returns the ids of findings that a finding refers to. */
export const relatedIds = (element: JsonObject): readonly string[] => {
  const related = element["personal_data"];
  return Array.isArray(related) ? related.filter((id) => typeof id === "string") : [];
};
