import { listNames, nearest, wctError } from "../../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan } from "../../domain/index.ts";
import { isGlob, matchesGlob } from "../../run/index.ts";

/**
 * Returns the artifacts that a pattern names, in plan order. `*` stands for any characters, `?` for one. Throws
 * WCT_DEBUG_BREAKPOINT, with the nearest id, if there is none.
 */
export function artifactsMatching({ artifacts }: ExecutionPlan, pattern: string): readonly ArtifactId[] {
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
