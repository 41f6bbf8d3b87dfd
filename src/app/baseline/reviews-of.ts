import { createReviews, type FindingIdentity, identityOf, type Reviews } from "../../run/index.ts";
import { judgedFindings } from "../findings/index.ts";
import type { OpenRun } from "../open/index.ts";
import type { RecordedRun } from "../record/index.ts";
import type { Baseline } from "./read-baseline.ts";

/**
 * Compares all findings of a run with a baseline. This reads them once more, since whether one was moved depends on what
 * else is there.
 */
export async function reviewsOf({ store }: OpenRun, record: RecordedRun, { entries }: Baseline): Promise<Reviews> {
  const identities: FindingIdentity[] = [];
  await judgedFindings(store, record, (finding) => {
    identities.push(identityOf(finding, finding.element));
  });
  return createReviews(entries, identities);
}
