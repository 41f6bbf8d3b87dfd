import { type Attempt, type Gate, type GateDecision, openGate, type PlannedArtifact } from "../domain/index.ts";

/**
 * Calls a gate. A synchronous decision is not awaited; `waited` is true for an asynchronous one. `broke` receives
 * errors.
 */
export function whenDecided(
  ask: () => GateDecision | Promise<GateDecision>,
  go: (decision: GateDecision, waited: boolean) => void,
  broke: (cause: unknown) => void,
): void {
  try {
    const decision = ask();
    if (decision instanceof Promise) decision.then((late) => go(late, true)).catch(broke);
    else go(decision, false);
  } catch (cause) {
    broke(cause);
  }
}

/** Returns whether a gate must be asked about an attempt. */
export function isJudged(gate: Gate, artifact: PlannedArtifact, attempt: Attempt): boolean {
  return gate !== openGate && (gate.judges?.(artifact, attempt) ?? true);
}
