import { assertNever, listNames } from "../diagnostics/index.ts";
import type { ArtifactStatus, RunId, SkipReason } from "../domain/index.ts";
import { type Palette, safeText } from "./paint.ts";
import type { ArtifactRow } from "./run-summary.ts";
import { shellWord } from "./shell-word.ts";
import { plural } from "./units.ts";

/** Artifacts skipped for one reason. */
export interface SkipGroup {
  readonly reason: SkipReason;
  /** The artifact that began it, of reasons that have one. */
  readonly began: { readonly artifact: string; readonly status: ArtifactStatus | null } | null;
  /** In plan order. */
  readonly artifacts: readonly string[];
}

export interface FailureStyle {
  readonly palette: Palette;
  /** How the commands name the run. */
  readonly run: RunId;
  /** For the commands; null: the store that they find by themselves. */
  readonly store: string | null;
}

/** More failures in full, and more names of skipped artifacts, tell nobody more: the first are enough to go on. */
const mostFailures = 10;
const mostNames = 5;

/** What failed, why, and the command that shows more. */
export function failureBlock(rows: readonly ArtifactRow[], style: FailureStyle): readonly string[] {
  const failed = rows.filter(({ error }) => error !== null);
  const more = failed.length - mostFailures;
  const lines = failed.slice(0, mostFailures).flatMap((row) => failureLines(row, style));
  return more > 0 ? [...lines, `  and ${plural(more, "artifact")} more that failed`] : lines;
}

function failureLines({ id, error }: ArtifactRow, { palette, run, store }: FailureStyle): readonly string[] {
  if (error === null) return [];
  const hint = error.hint === null ? [] : [`    hint: ${safeText(error.hint)}`];
  return [
    `  ${palette.red(`error[${error.code}]`)} ${id}: ${safeText(error.message)}`,
    ...hint,
    palette.faint(`    ${command(`inspect ${run} ${id} --log`, store)}`),
  ];
}

/** `  3 skipped because "broken" failed: "a", "b" and "c"`, a line for each reason. */
export function skipBlock(groups: readonly SkipGroup[]): readonly string[] {
  return groups.map(({ reason, began, artifacts }) => {
    const named = artifacts.length > mostNames ? "" : `: ${listNames(artifacts)}`;
    return `  ${artifacts.length} skipped ${reasonText(reason, began)}${named}`;
  });
}

function reasonText(reason: SkipReason, began: SkipGroup["began"]): string {
  switch (reason) {
    case "input-failed":
    case "input-skipped":
      if (began === null) return "because an input is missing";
      return `because "${began.artifact}" ${began.status === "failed" ? "failed" : "was skipped"}`;
    case "cancelled":
      return "because the run was cancelled";
    case "timeout":
      return "because the run's time was over";
    case "cost-limit":
      return "because the cost limit was reached";
    case "debugger":
      return "in the debugger";
    case "not-selected":
      return "because they were not selected";
    default:
      return assertNever(reason);
  }
}

/** A command of ours, with the store that it needs. */
export function command(words: string, store: string | null): string {
  return `wct ${words}${store === null ? "" : ` --store ${shellWord(store)}`}`;
}
