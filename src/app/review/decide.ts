import { wctError } from "../../diagnostics/index.ts";
import { apiVersion, type DecisionShape, findingJson, runHeaderJson } from "../../render/index.ts";
import { type BaselineEntry, identityOf, type ReviewDecision } from "../../run/index.ts";
import { type Baseline, updateBaseline } from "../baseline/index.ts";
import type { Host } from "../host/index.ts";
import type { OpenRun } from "../open/index.ts";
import { plannedArtifact, type RecordedRun } from "../record/index.ts";
import { type FindingFilter, selectFindings } from "./filter.ts";
import { findFinding, listHint } from "./find-finding.ts";
import { type ReviewedFinding, reviewedFindings } from "./reviewed-findings.ts";
import { unknownNames, unknownNameText } from "./unknown-names.ts";

export interface DecisionRequest {
  readonly status: ReviewDecision;
  /** Ids, or the starts of ids; empty: all that the filter selects. */
  readonly findings: readonly string[];
  readonly filter: FindingFilter;
  /** Path of the baseline file; it need not exist. */
  readonly file: string;
  /** The decisions that the file already has. */
  readonly baseline: Baseline;
  readonly reason: string;
  readonly reviewer: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** The store, as the user named it; it is part of printed commands. */
  readonly store?: string | undefined;
}

/**
 * Writes a decision about findings to a baseline file. An earlier decision about the same finding is replaced, also that
 * of a file from which it was renamed. Throws WCT_RUN_FINDING_ABSENT, WCT_RUN_FINDING_AMBIGUOUS and the errors of the
 * file.
 */
export async function decide(
  host: Host,
  opened: OpenRun,
  record: RecordedRun,
  request: DecisionRequest,
): Promise<DecisionShape> {
  const { artifact } = request.filter;
  if (artifact !== undefined) plannedArtifact(record, artifact);
  const { findings: all } = await reviewedFindings(opened, record, request.baseline);
  requireKnownNames(opened, all, request);
  const selected = selectFindings(all, request.filter).filter(({ finding }) => finding.id !== "");
  const decided =
    request.findings.length === 0
      ? selected
      : request.findings.map((id) => findFinding(opened, selected, { written: id, store: request.store }));
  if (decided.length === 0) {
    throw wctError("WCT_RUN_FINDING_ABSENT", {
      message: `no finding of ${record.run.id} matches`,
      hint: `${listHint(opened, request.store)} and the same options`,
    });
  }
  const entries = decided.map((one) => entryOf(one, request));
  const replaced = new Set(decided.flatMap(({ finding, review }) => [keyOf(finding), ...keysOf(review.entry)]));
  const baseline = await updateBaseline(host, request.file, (before) => [
    ...before.filter((entry) => !replaced.has(keyOf(entry))),
    ...entries,
  ]);
  return {
    apiVersion,
    kind: "Decision",
    run: runHeaderJson(record.run),
    baseline,
    status: request.status,
    findings: decided.map(({ finding: { origin, element } }) => findingJson(origin.artifact, origin.schema, element)),
  };
}

/** A decision with a misspelt filter would be about less than was meant. */
function requireKnownNames(opened: OpenRun, all: readonly ReviewedFinding[], request: DecisionRequest): void {
  const [unknown] = unknownNames(all, request.filter);
  if (unknown === undefined) return;
  const { message, hint } = unknownNameText(unknown);
  throw wctError("WCT_RUN_FINDING_ABSENT", { message, hint: hint ?? listHint(opened, request.store) });
}

function entryOf({ finding }: ReviewedFinding, { status, reason, reviewer, date }: DecisionRequest): BaselineEntry {
  return { ...identityOf(finding, finding.element), status, reason, reviewer, date };
}

const keyOf = ({ artifact, id }: { readonly artifact: string; readonly id: string }): string => `${artifact}\n${id}`;
const keysOf = (entry: BaselineEntry | null): readonly string[] => (entry === null ? [] : [keyOf(entry)]);
