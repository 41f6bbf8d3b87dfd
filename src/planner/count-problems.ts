import type { Diagnostic } from "../diagnostics/index.ts";
import type { Planning } from "./context.ts";

/** A planning that counts the problems reported during one part of it. */
interface ProblemCount {
  readonly planning: Planning;
  /** Returns the number of problems so far. */
  readonly problems: () => number;
}

/**
 * Counts reported problems. A result for one artifact may be shared with others made in the same way only if nothing
 * was reported, because reports contain locations.
 */
export function countProblems(planning: Planning): ProblemCount {
  let problems = 0;
  const report = (problem: Diagnostic): void => {
    problems += 1;
    planning.report(problem);
  };
  return { planning: { ...planning, report }, problems: () => problems };
}
