import type { Diagnostic } from "../diagnostics/index.ts";
import type { Planning } from "./context.ts";

/** A planning that knows whether a piece of it had anything to report. */
export interface Watched {
  readonly planning: Planning;
  /** Problems so far. */
  readonly problems: () => number;
}

/** What is found for one artifact may be used for others that are alike only if nothing was reported: reports name places. */
export function watched(planning: Planning): Watched {
  let problems = 0;
  const report = (problem: Diagnostic): void => {
    problems += 1;
    planning.report(problem);
  };
  return { planning: { ...planning, report }, problems: () => problems };
}
