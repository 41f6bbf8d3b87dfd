import { type Breakpoint, type Breakpoints, breakpointText } from "../../../debug/index.ts";
import { isWctError } from "../../../diagnostics/index.ts";

/**
 * Makes the breakpoints of a new session those of the session that it forks. Their numbers may differ. Returns what to
 * say about those that the new plan refuses, such as one on an artifact that the runbook no longer has.
 */
export function carryBreakpoints(from: Breakpoints, to: Breakpoints): readonly string[] {
  const refused: string[] = [];
  for (const one of to.list()) if (!one.isFromRunbook) to.remove(one.number);
  for (const one of to.list()) followRunbook(from, to, one);
  for (const one of from.list()) {
    if (one.isFromRunbook) continue;
    try {
      carry(one, to);
    } catch (error) {
      if (!isWctError(error)) throw error;
      refused.push(`The breakpoint ${breakpointText(one)} is deleted: ${error.message}`);
    }
  }
  return refused;
}

function carry({ isEnabled, pattern, side, ...rest }: Breakpoint, to: Breakpoints): void {
  const [condition, hitCondition, logMessage] = [rest.condition, rest.hitCondition, rest.logMessage].map(
    (text) => text ?? undefined,
  );
  const { number } = to.add({ pattern, side, condition, hitCondition, logMessage });
  if (!isEnabled) to.enable(number, false);
}

/** A breakpoint of the runbook that was deleted or disabled stays so. */
function followRunbook(from: Breakpoints, to: Breakpoints, { number, pattern, side }: Breakpoint): void {
  const earlier = from.list().find((one) => one.isFromRunbook && one.pattern === pattern && one.side === side);
  if (earlier === undefined) to.remove(number);
  else if (!earlier.isEnabled) to.enable(number, false);
}
