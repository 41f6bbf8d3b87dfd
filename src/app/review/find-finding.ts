import { listNames, nearest, wctError } from "../../diagnostics/index.ts";
import type { RecordedRun } from "../record/index.ts";
import type { ReviewedFinding } from "./reviewed-findings.ts";

/**
 * Returns the finding whose id is, or starts with, the written text. Throws WCT_RUN_FINDING_ABSENT with the nearest id,
 * WCT_RUN_FINDING_AMBIGUOUS.
 */
export function findFinding({ run }: RecordedRun, all: readonly ReviewedFinding[], written: string): ReviewedFinding {
  const prefix = written.toLowerCase();
  const exact = all.filter(({ finding }) => finding.id === written);
  const matching =
    exact.length > 0 || prefix === "" ? exact : all.filter(({ finding }) => finding.id.startsWith(prefix));
  const [only, second] = matching;
  if (only !== undefined && second === undefined) return only;
  if (only === undefined) throw absent(run.id, all, written);
  const shown = matching.map(({ finding }) => `${finding.id.slice(0, 12)} of ${finding.artifact}`);
  const isOneId = new Set(matching.map(({ finding }) => finding.id)).size === 1;
  throw wctError("WCT_RUN_FINDING_AMBIGUOUS", {
    message: `"${written}" matches ${matching.length} findings of ${run.id}: ${listNames(shown, 3)}`,
    hint: isOneId ? "name one of these artifacts with --artifact" : "write more of the id",
  });
}

function absent(run: string, all: readonly ReviewedFinding[], written: string) {
  const ids = all.map(({ finding }) => finding.id).filter((id) => id !== "");
  const length = Math.max(8, written.length);
  const near = nearest(
    written,
    ids.map((id) => id.slice(0, length)),
  );
  return wctError("WCT_RUN_FINDING_ABSENT", {
    message:
      ids.length === 0 ? `${run} has no findings` : `no finding of ${run} has an id that starts with "${written}"`,
    hint: near === undefined ? `list them with \`wct findings ${run}\`` : `did you mean "${near}"?`,
  });
}
