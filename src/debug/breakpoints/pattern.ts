import { listNames, nearest, wctError } from "../../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan } from "../../domain/index.ts";

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
  const found = artifacts.map(({ id }) => id).filter((id) => matches(id, pattern));
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

/** Matches without a regular expression, which needs practically forever for some patterns with many stars. */
function matches(id: string, pattern: string): boolean {
  let [at, next] = [0, 0];
  // Where the newest star is in the pattern, and where the text behind what it stands for begins.
  let [star, behind] = [-1, 0];
  while (at < id.length) {
    const wanted = pattern[next];
    if (wanted === "*") {
      [star, behind] = [next, at];
      next += 1;
    } else if (wanted === "?" || wanted === id[at]) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      // The star stands for one character more.
      behind += 1;
      [at, next] = [behind, star + 1];
    } else return false;
  }
  return /^\**$/.test(pattern.slice(next));
}
