import type { Breakpoint, Breakpoints } from "../../../debug/index.ts";

/** Makes the breakpoints of a new session those of the session that it forks. Their numbers may differ. */
export function carryBreakpoints(from: Breakpoints, to: Breakpoints): void {
  for (const one of to.list()) if (!one.isFromRunbook) to.remove(one.number);
  for (const one of to.list()) followRunbook(from, to, one);
  for (const { isFromRunbook, isEnabled, pattern, side, ...rest } of from.list()) {
    if (isFromRunbook) continue;
    const [condition, hitCondition, logMessage] = [rest.condition, rest.hitCondition, rest.logMessage].map(
      (text) => text ?? undefined,
    );
    const { number } = to.add({ pattern, side, condition, hitCondition, logMessage });
    if (!isEnabled) to.enable(number, false);
  }
}

/** A breakpoint of the runbook that was deleted or disabled stays so. */
function followRunbook(from: Breakpoints, to: Breakpoints, { number, pattern, side }: Breakpoint): void {
  const earlier = from.list().find((one) => one.isFromRunbook && one.pattern === pattern && one.side === side);
  if (earlier === undefined) to.remove(number);
  else if (!earlier.isEnabled) to.enable(number, false);
}
