import { assertNever } from "../../diagnostics/index.ts";
import type { JsonObject } from "../../domain/index.ts";
import type { Cause, InspectionRow } from "../../run/index.ts";
import { changeText, inputsText } from "../reuse.ts";
import type { FindingShape } from "../shapes/index.ts";
import { formatCount, safeText } from "../text/index.ts";
import type { ComparedArtifact, ContentDifference } from "./model.ts";

/** Returns a cause as a sentence without its period. */
export function causeText(cause: Cause, config: JsonObject): string {
  switch (cause.kind) {
    case "definition":
      return changeText(cause.change, config, cause.paths);
    case "variables-unknown":
      return "its variables may have other values, which cannot be compared between two stores";
    case "altered":
      return alteredText(cause);
    case "inputs-listed":
      return inputsText(cause);
    case "input":
      return `its input "${cause.artifact}" differs`;
    case "source-data":
      return "the data that it reads changed, not the runbook";
    case "not-deterministic":
      return "its component is not deterministic";
    case "not-selected":
      return `it was not selected in ${cause.run}`;
    case "stopped":
      return "it was not finished in one of the runs";
    case "unexplained":
      return "nothing in the records explains it";
    default:
      return assertNever(cause);
  }
}

function alteredText({ what, run }: Extract<Cause, { readonly kind: "altered" }>): string {
  if (what === "output") return `its output was replaced by hand in ${run}`;
  if (what === "config") return `its configuration was changed by hand in ${run}`;
  return `it, or what it was made from, was changed by hand in ${run}`;
}

export function causesOf({ difference, config }: ComparedArtifact): readonly string[] {
  return difference.causes.map((cause) => causeText(cause, config));
}

/** Returns `completed`, `failed (WCT_PRODUCE_THREW)`, `skipped (input-failed)`. */
export function endText(row: InspectionRow): string {
  const code = codeOf(row);
  return code === null ? row.status : `${row.status} (${code})`;
}

export const codeOf = ({ error, skipped }: InspectionRow): string | null => error?.code ?? skipped?.reason ?? null;

/** Returns `3 new, 1 gone, 2 changed, 40 the same`, without zero counts. */
export function countsText(elements: NonNullable<ContentDifference["elements"]>, paths: readonly string[]): string {
  const { new: fresh, gone, changed, same } = elements;
  // Equal bytes would have had equal digests.
  if (fresh + gone + changed === 0)
    return `${formatCount(same)} the same${paths.length === 0 ? ", in another order" : ""}`;
  const parts = [
    [fresh, "new"],
    [gone, "gone"],
    [changed, "changed"],
    [same, "the same"],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${formatCount(count)} ${word}`)
    .join(", ");
}

/** Returns `email  customer.email  high, special category`. */
export function findingText({ what, place, confidence, care }: FindingShape): string {
  const marks = [confidence, care].filter((mark) => mark !== null).join(", ");
  return [what, place, marks]
    .filter((part) => part !== "")
    .map(safeText)
    .join("  ");
}
