import { assertNever, listNames } from "../../diagnostics/index.ts";
import type { RunId, SkipReason } from "../../domain/index.ts";
import { command, type Invocation, type Palette, plural, safeText } from "../text/index.ts";
import type { ArtifactRow, SkipGroup } from "./view.ts";

interface FailureStyle {
  readonly palette: Palette;
  /** The run as the printed commands name it. */
  readonly run: RunId;
  readonly call: Invocation;
  /** The code that stopped the run; null if it was not stopped. */
  readonly stopCode: string | null;
}

/** Maximum number of reasons shown in full; the first ones are enough to start with. */
const mostReasons = 10;
const mostSkipReasons = 4;

interface FailureGroup {
  readonly error: NonNullable<ArtifactRow["error"]>;
  readonly artifacts: string[];
}

/**
 * Returns what failed, why, and the command that shows more; artifacts with the same failure are grouped. Failures that
 * only result from the run being stopped come last.
 */
export function failureBlock(rows: readonly ArtifactRow[], style: FailureStyle): readonly string[] {
  const groups = failureGroups(rows);
  const isStop = ({ error }: FailureGroup): boolean => error.code === style.stopCode;
  const ordered = [...groups.filter((group) => !isStop(group)), ...groups.filter(isStop)];
  const lines = ordered.slice(0, mostReasons).flatMap((group) => failureLines(group, style));
  const more = ordered.slice(mostReasons).reduce((sum, { artifacts }) => sum + artifacts.length, 0);
  return more > 0 ? [...lines, `  and ${plural(more, "more failed artifact")}`] : lines;
}

function failureGroups(rows: readonly ArtifactRow[]): readonly FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const { id, error } of rows) {
    if (error === null) continue;
    const key = JSON.stringify([error.code, error.message, error.hint]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { error, artifacts: [id] });
    else group.artifacts.push(id);
  }
  return [...groups.values()];
}

function failureLines({ error, artifacts }: FailureGroup, { palette, run, call }: FailureStyle): readonly string[] {
  const hint = error.hint === null ? [] : [`    hint: ${safeText(error.hint)}`];
  const named = artifacts.length === 1 ? artifacts.join() : listNames(artifacts);
  return [
    `  ${palette.red(`error[${error.code}]`)} ${named}: ${safeText(error.message)}`,
    ...hint,
    palette.faint(`    ${command(`inspect ${run} ${artifacts[0] ?? ""}`, call)}`),
  ];
}

/**
 * Returns ` 3 skipped because "broken" failed: "a", "b" and "c"`, one line per reason; many similar reasons share a
 * line.
 */
export function skipBlock(groups: readonly SkipGroup[]): readonly string[] {
  const begun = groups.filter(({ began }) => began !== null);
  const lines = (few: readonly SkipGroup[]): readonly string[] =>
    few.map(
      ({ reason, began, artifacts }) =>
        `  ${artifacts.length} skipped ${reasonText(reason, began, artifacts.length)}: ${listNames(artifacts)}`,
    );
  if (begun.length <= mostSkipReasons) return lines(groups);
  const all = begun.flatMap(({ artifacts }) => artifacts);
  const causes = begun.flatMap(({ began }) => began?.artifact ?? []);
  const merged = `  ${all.length} skipped because of ${listNames(causes)}: ${listNames(all)}`;
  return [merged, ...lines(groups.filter(({ began }) => began === null))];
}

function reasonText(reason: SkipReason, began: SkipGroup["began"], count: number): string {
  switch (reason) {
    case "input-failed":
    case "input-skipped":
      if (began === null) return "because an input is missing";
      return `because "${began.artifact}" ${began.status === "failed" ? "failed" : "was skipped"}`;
    case "cancelled":
      return "because the run was cancelled";
    case "timeout":
      return "because the run timed out";
    case "cost-limit":
      return "because the cost limit was reached";
    case "debugger":
      return "in the debugger";
    case "not-selected":
      return `because ${count === 1 ? "it was" : "they were"} not selected`;
    default:
      return assertNever(reason);
  }
}
