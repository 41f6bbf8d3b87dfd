import { wctError } from "../../diagnostics/index.ts";
import { type BaselineEntry, identityOf, isRepeated, type Review } from "../../run/index.ts";
import { writeBaseline } from "../baseline/index.ts";
import type { JudgedFinding } from "../findings/index.ts";
import type { Host } from "../host/index.ts";
import type { Judgement } from "./judgement.ts";

/**
 * Accepts the findings of a judgement as a baseline; those that were reviewed keep their decisions. Refuses unless all
 * findings could be read: an incomplete baseline would hide that some were missing. Returns the displayed path of the
 * file. Throws WCT_CHECK_BASELINE.
 */
export function acceptFindings(host: Host, file: string, { answer, findings }: Judgement): string {
  const [lost] = answer.unjudged;
  if (lost === undefined)
    return writeBaseline(host, file, findings.filter(({ finding }) => !isRepeated(finding.element)).map(entryOf));
  throw wctError("WCT_CHECK_BASELINE", {
    message: `no baseline was written: the findings of "${lost.artifact}" cannot be read: ${lost.why}`,
    hint: "choose a run that completed",
  });
}

function entryOf({ finding, review }: { readonly finding: JudgedFinding; readonly review: Review | null }) {
  const entry: BaselineEntry = {
    ...identityOf(finding, finding.element),
    status: review?.entry?.status ?? "accepted",
    reason: review?.entry?.reason ?? null,
    reviewer: review?.entry?.reviewer ?? null,
    date: review?.entry?.date ?? null,
  };
  return entry;
}
