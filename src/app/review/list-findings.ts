import {
  apiVersion,
  type FindingListShape,
  type ListedFindingShape,
  listedFindingJson,
  runHeaderJson,
  unreadJson,
} from "../../render/index.ts";
import type { Baseline } from "../baseline/index.ts";
import type { OpenRun } from "../open/index.ts";
import { plannedArtifact, type RecordedRun } from "../record/index.ts";
import { type FindingFilter, selectFindings } from "./filter.ts";
import { reviewedFindings } from "./reviewed-findings.ts";
import { unknownNames } from "./unknown-names.ts";

interface ListRequest {
  readonly filter: FindingFilter;
  /** The baseline and its name; null: all findings are new. */
  readonly baseline: { readonly name: string; readonly content: Baseline } | null;
  /** Maximum number of findings in the list; null: all. */
  readonly limit: number | null;
}

/**
 * Lists the findings of a run with their reviews, sorted by table or file, then category, location and id. Throws
 * WCT_RUN_ARTIFACT_ABSENT if the filter names an artifact that the run does not have.
 */
export async function listFindings(
  opened: OpenRun,
  record: RecordedRun,
  { filter, baseline, limit }: ListRequest,
): Promise<FindingListShape> {
  if (filter.artifact !== undefined) plannedArtifact(record, filter.artifact);
  const { findings, reviews, unread, places } = await reviewedFindings(opened, record, baseline?.content ?? null);
  const selected = selectFindings(findings, filter);
  const statuses = { new: 0, accepted: 0, rejected: 0 };
  for (const { review } of selected) statuses[review.status]++;
  const listed = selected
    .map(({ finding, review }) => listedFindingJson(finding, finding.element, review))
    .sort(inReadingOrder);
  const shown = limit === null ? listed : listed.slice(0, limit);
  return {
    apiVersion,
    kind: "FindingList",
    run: runHeaderJson(record.run),
    baseline: baseline?.name ?? null,
    total: selectFindings(findings, { artifact: filter.artifact }).length,
    selected: selected.length,
    statuses,
    gone: reviews.gone.length,
    findings: shown,
    omitted: listed.length - shown.length,
    unread: unread.filter(({ artifact }) => filter.artifact === undefined || artifact === filter.artifact),
    incomplete: unreadJson(places),
    unknown: [...unknownNames(findings, filter)],
  };
}

/** Personal data first, then whose it is and what for. */
const kinds = ["personal_data", "data_subject", "processing_purpose"];

function inReadingOrder(a: ListedFindingShape, b: ListedFindingShape): number {
  return (
    byText(a.group, b.group) ||
    rankOf(a) - rankOf(b) ||
    byText(a.what, b.what) ||
    byText(a.place, b.place) ||
    byText(a.artifact, b.artifact) ||
    byText(a.id, b.id)
  );
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const rankOf = ({ kind }: ListedFindingShape): number => (kinds.includes(kind) ? kinds.indexOf(kind) : kinds.length);
