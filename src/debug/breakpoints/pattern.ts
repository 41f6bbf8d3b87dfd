import { listNames, nearest, wctError } from "../../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan } from "../../domain/index.ts";

/**
 * Returns the artifacts that a pattern names, in plan order. `*` stands for any characters, `?` for one. Throws
 * WCT_DEBUG_BREAKPOINT, with the nearest id, if there is none.
 */
export function artifactsMatching({ artifacts }: ExecutionPlan, pattern: string): readonly ArtifactId[] {
  const expression = new RegExp(`^${[...pattern].map(partOf).join("")}$`, "u");
  const found = artifacts.map(({ id }) => id).filter((id) => expression.test(id));
  if (found.length > 0) return found;
  const ids = artifacts.map(({ id }) => id);
  const near = nearest(pattern.replace(/[*?]/g, ""), ids);
  throw wctError("WCT_DEBUG_BREAKPOINT", {
    message: /[*?]/.test(pattern)
      ? `no artifact matches the pattern "${pattern}"`
      : `the runbook has no artifact "${pattern}"`,
    hint: near === undefined ? `it has ${listNames(ids)}` : `did you mean "${near}"?`,
  });
}

function partOf(character: string): string {
  if (character === "*") return ".*";
  if (character === "?") return ".";
  return RegExp.escape(character);
}
