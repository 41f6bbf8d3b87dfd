import { listNames, nearest, wctError } from "../../diagnostics/index.ts";
import { shellWord } from "../../render/index.ts";
import type { OpenRun } from "../open/index.ts";
import type { ReviewedFinding } from "./reviewed-findings.ts";

/** An id as the user wrote it, and the store that the user named. */
interface WrittenId {
  readonly written: string;
  readonly store: string | undefined;
}

/** Returns a hint with the command that lists the findings of an opened run. */
export function listHint({ run, bundle }: Pick<OpenRun, "run" | "bundle">, store: string | undefined): string {
  const from = store === undefined ? "" : ` --store ${shellWord(store)}`;
  return `list them with \`wct findings ${shellWord(bundle ?? run.id)}${from}\``;
}

/**
 * Returns the finding whose id is, or starts with, the written text. Throws WCT_RUN_FINDING_ABSENT with the nearest id,
 * WCT_RUN_FINDING_AMBIGUOUS.
 */
export function findFinding(
  opened: OpenRun,
  all: readonly ReviewedFinding[],
  { written, store }: WrittenId,
): ReviewedFinding {
  const { run } = opened;
  const prefix = written.toLowerCase();
  const exact = all.filter(({ finding }) => finding.id === written);
  const matching =
    exact.length > 0 || prefix === "" ? exact : all.filter(({ finding }) => finding.id.startsWith(prefix));
  const [only, second] = matching;
  if (only !== undefined && second === undefined) return only;
  if (only === undefined) throw absent(opened, all, { written, store });
  const shown = matching.map(({ finding }) => `${finding.id.slice(0, 12)} of ${finding.artifact}`);
  const isOneId = new Set(matching.map(({ finding }) => finding.id)).size === 1;
  throw wctError("WCT_RUN_FINDING_AMBIGUOUS", {
    message: `"${written}" matches ${matching.length} findings of ${run.id}: ${listNames(shown, 3)}`,
    hint: isOneId ? "name one of these artifacts with --artifact" : "write more of the id",
  });
}

function absent(opened: OpenRun, all: readonly ReviewedFinding[], { written, store }: WrittenId) {
  const run = opened.run.id;
  const ids = all.map(({ finding }) => finding.id).filter((id) => id !== "");
  const length = Math.max(8, written.length);
  const near = nearest(
    written,
    ids.map((id) => id.slice(0, length)),
  );
  return wctError("WCT_RUN_FINDING_ABSENT", {
    message:
      ids.length === 0 ? `${run} has no findings` : `no finding of ${run} has an id that starts with "${written}"`,
    hint: near === undefined ? listHint(opened, store) : `did you mean "${near}"?`,
  });
}
