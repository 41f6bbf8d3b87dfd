import { createReviews, identityOf, type Review, type Reviews, type UnreadPlaces } from "../../run/index.ts";
import type { Baseline } from "../baseline/index.ts";
import { type JudgedFinding, judgedFindings, type Unjudged } from "../findings/index.ts";
import type { OpenRun } from "../open/index.ts";
import type { RecordedRun } from "../record/index.ts";

/** A finding and what the baseline says about it. */
export interface ReviewedFinding {
  readonly finding: JudgedFinding;
  readonly review: Review;
}

interface ReviewedFindings {
  readonly findings: readonly ReviewedFinding[];
  readonly reviews: Reviews;
  readonly unread: readonly Unjudged[];
  readonly places: UnreadPlaces;
}

/** Reads all findings of a run; without a baseline all are new. */
export async function reviewedFindings(
  { store }: OpenRun,
  record: RecordedRun,
  baseline: Baseline | null,
): Promise<ReviewedFindings> {
  const found: JudgedFinding[] = [];
  const { unjudged, unread: places } = await judgedFindings(store, record, (finding) => {
    found.push(finding);
  });
  const identities = found.map((finding) => identityOf(finding, finding.element));
  const reviews = createReviews(baseline?.entries ?? [], identities);
  const findings = found.map(
    (finding, index): ReviewedFinding => ({ finding, review: reviews.of(identities[index]!) }),
  );
  return { findings, reviews, unread: unjudged, places };
}
