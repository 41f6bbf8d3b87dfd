import { listNames, nearest, wctError } from "../../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan } from "../../domain/index.ts";
import { isGlob, matchesGlob } from "../../run/index.ts";

/**
 * Returns the artifacts that a pattern names, in plan order. `*` stands for any characters, `?` for one; a comma
 * separates patterns. Throws WCT_DEBUG_BREAKPOINT, with the nearest id, for one that names none.
 */
export function artifactsMatching(plan: ExecutionPlan, pattern: string): readonly ArtifactId[] {
  if (!pattern.includes(",")) return matchingOne(plan, pattern);
  const found = new Set(pattern.split(",").flatMap((one) => matchingOne(plan, one.trim())));
  return plan.artifacts.map(({ id }) => id).filter((id) => found.has(id));
}

function matchingOne({ artifacts }: ExecutionPlan, pattern: string): readonly ArtifactId[] {
  const found = artifacts.map(({ id }) => id).filter((id) => matchesGlob(id, pattern));
  if (found.length > 0) return found;
  const ids = artifacts.map(({ id }) => id);
  const near = nearest(pattern.replace(/[*?]/g, ""), ids);
  throw wctError("WCT_DEBUG_BREAKPOINT", {
    message: isGlob(pattern)
      ? `no artifact matches the pattern "${pattern}"`
      : `the runbook has no artifact "${pattern}"`,
    hint: near === undefined ? `it has ${listNames(ids)}` : `did you mean "${near}"?`,
  });
}
