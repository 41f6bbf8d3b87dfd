/*
 * Compares findings with the decisions of a baseline: which are new, accepted or rejected, have moved, or have grown.
 *
 * Start at reviews.ts.
 * Must not know: where a baseline comes from, and how a review is shown.
 */

export { type FindingIdentity, identityOf, isRepeated } from "./identity.ts";
export {
  type BaselineEntry,
  createReviews,
  decisions,
  type Growth,
  type Review,
  type ReviewDecision,
  type ReviewStatus,
  type Reviews,
  reviewStatuses,
} from "./reviews.ts";
